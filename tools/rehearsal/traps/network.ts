import type { Trap } from "./trap.ts";

export const traps: readonly Trap[] = [
  {
    id: "10-network 1",
    what: "private names of endpoints need both DNS settings of the VPC; some services lack some zones",
    rules: ["endpoint-private-dns", "endpoint-subnet-zones", "vpc-link-zones", "apprunner-connector-network"],
  },
  {
    id: "10-network 2",
    what: "rules inside security groups and rules beside them fight, and groups that name each other make circles",
    rules: [
      "security-group-rules-in-one-place",
      "security-group-rule-twice",
      "security-group-rule-peer",
      "security-group-rule-quota",
    ],
    elsewhere: {
      file: "stacks/10-network/security-groups.ts",
      how: "owns all groups, and every rule is beside its group",
    },
  },
  {
    id: "10-network 3",
    what: "a NAT gateway needs a way to the internet and an address of its own",
    rules: [
      "nat-gateway-form",
      "nat-gateway-needs-internet",
      "nat-gateway-address-taken",
      "eip-quota",
      "eip-in-use",
    ],
  },
  {
    id: "10-network 3",
    what: "private tasks without a way out reach neither Cognito nor anything else outside AWS's endpoints",
    elsewhere: {
      file: "stacks/30-ecs/upstream-rules.ts",
      how: "refuses private tasks without egress, with two remedies",
    },
  },
  {
    id: "10-network 3",
    what: "an instance in place of the gateway forwards only when its interface does not check addresses",
    rules: ["route-interface-forwards"],
  },
  {
    id: "10-network 3",
    what: "which image a NAT instance would start",
    undecided: "images of other accounts are known to AWS only; the configuration pins the id",
  },
  {
    id: "10-network 4",
    what: "a certificate that is not issued is refused where it is used",
    rules: ["certificate-issued", "distribution-certificate-issued", "api-domain-certificate"],
  },
  {
    id: "10-network 4",
    what: "a name and its wildcard share one validation record",
    rules: ["record-twice", "certificate-has-its-records"],
  },
  {
    id: "10-network 5",
    what: "CloudFront's prefix list takes 55 of a security group's 60 rules",
    rules: ["security-group-rule-quota"],
  },
];
