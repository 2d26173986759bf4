import { expect, test } from "@jest/globals";
import { checkConfig } from "../../../shared/config-schema.ts";
import {
  areCertificatesIssued,
  certificateNames,
  validationNames,
} from "../../../stacks/10-network/certificate-names.ts";
import { networkConfig, type NetworkConfigInput } from "../../../stacks/10-network/config.ts";
import { natCostMonthlyUsd } from "../../../stacks/10-network/nat-cost.ts";
import { normalizeNetwork } from "../../../stacks/10-network/posture.ts";
import type { Statement } from "../../../shared/policy-document.ts";
import { natInstancePolicy } from "../../../stacks/10-network/role-policies.ts";
import { isFrontDoor, planGroups, planRules, type Rule } from "../../../stacks/10-network/security-rules.ts";
import { hardenVpcChild } from "../../../stacks/10-network/vpc-child.ts";
import { selectZones } from "../../../stacks/10-network/zones.ts";
import { examples } from "../../support/examples/network.ts";

type Change = Partial<NetworkConfigInput["network"]>;

const settle = (input: NetworkConfigInput) => {
  const result = checkConfig(networkConfig, input);
  if ("faults" in result) throw new Error(JSON.stringify(result.faults));
  return result.config;
};

const rulesOf = (change: Change = {}): string[] => {
  const base = examples["doc-pipeline-dev-hardened"];
  const config = settle({ ...base, network: { ...base.network, ...change } });
  return planRules({ ...config.network, ...normalizeNetwork(config) }).map(describeRule);
};

function describeRule({ group, direction, port, peer }: Rule): string {
  const other = "group" in peer ? peer.group : "cidr" in peer ? peer.cidr : `the list of ${peer.prefixList}`;
  return direction === "egress" ? `${group} -> ${other} ${port}` : `${group} <- ${other} ${port}`;
}

test("by default a connection is possible only along the layers, and both ends allow it", () => {
  expect(rulesOf()).toEqual([
    "vpcLink -> alb 80",
    "alb <- vpcLink 80",
    "vpcLink -> alb 443",
    "alb <- vpcLink 443",
    "alb -> app 3000",
    "app <- alb 3000",
    "app -> db 5432",
    "db <- app 5432",
    "app -> cache 6379",
    "cache <- app 6379",
    "app -> vpcEndpoints 443",
    "vpcEndpoints <- app 443",
    "app -> the list of s3 443",
    "app -> 0.0.0.0/0 443",
    "lambda -> vpcEndpoints 443",
    "vpcEndpoints <- lambda 443",
    "lambda -> the list of s3 443",
    "lambda -> 0.0.0.0/0 443",
  ]);
});

const addedBy = (change: Change): string[] => {
  const before = new Set(rulesOf());
  return rulesOf(change).filter((rule) => !before.has(rule));
};

const removedBy = (change: Change): string[] => {
  const after = new Set(rulesOf(change));
  return rulesOf().filter((rule) => !after.has(rule));
};

test.each<[string, Change, string[]]>([
  ["an internet front door", { frontDoor: "internet" }, ["alb <- 0.0.0.0/0 80", "alb <- 0.0.0.0/0 443"]],
  ["a CloudFront front door", { frontDoor: "cloudfront" }, ["albCloudFront <- the list of cloudfront 443"]],
  [
    "a front door that moves to CloudFront",
    { frontDoor: "both" },
    ["alb <- 0.0.0.0/0 80", "alb <- 0.0.0.0/0 443", "albCloudFront <- the list of cloudfront 443"],
  ],
  ["service discovery", { discoveryPorts: [3567] }, ["app -> app 3567", "app <- app 3567"]],
  ["a database proxy", { dbProxy: true }, ["db -> db 5432", "db <- db 5432"]],
  ["a mail provider", { egressPorts: [443, 587] }, ["app -> 0.0.0.0/0 587", "lambda -> 0.0.0.0/0 587"]],
  [
    "DynamoDB",
    { dynamodbEndpoint: true },
    ["app -> the list of dynamodb 443", "lambda -> the list of dynamodb 443"],
  ],
  [
    "functions in the VPC",
    { vpcLambdas: true },
    ["lambda -> db 5432", "db <- lambda 5432", "lambda -> cache 6379", "cache <- lambda 6379"],
  ],
])("%s opens exactly what it needs", (_, change, added) => {
  expect(addedBy(change)).toEqual(added);
  expect(removedBy(change)).toEqual([]);
});

test("without NAT nothing is allowed to leave for the internet, except public tasks", () => {
  expect(removedBy({ nat: "none" })).toEqual(["app -> 0.0.0.0/0 443", "lambda -> 0.0.0.0/0 443"]);
  expect(removedBy({ nat: "none", mode: "open" })).toEqual(["lambda -> 0.0.0.0/0 443"]);
});

test("the rules of one group have different logical names, so that none replaces another", () => {
  for (const example of Object.values(examples)) {
    const config = settle(example);
    const names = planRules({ ...config.network, ...normalizeNetwork(config) }).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  }
});

test("CloudFront's address list has a group of its own, since it takes 55 of a group's 60 rules", () => {
  expect(planGroups({ frontDoor: "cloudfront" })).toContain("albCloudFront");
  expect(planGroups({ frontDoor: "internet" })).not.toContain("albCloudFront");
});

test.each<[keyof typeof examples, object]>([
  [
    "doc-pipeline-dev",
    {
      taskTier: "public",
      assignPublicIp: true,
      hasEgress: true,
      functionsHaveEgress: false,
      flowLogs: "off",
      protect: false,
    },
  ],
  [
    "doc-pipeline-dev-hardened",
    {
      taskTier: "private",
      assignPublicIp: false,
      hasEgress: true,
      functionsHaveEgress: true,
      flowLogs: "off",
      protect: false,
    },
  ],
  [
    "doc-pipeline-prod",
    {
      taskTier: "private",
      assignPublicIp: false,
      hasEgress: true,
      flowLogs: "cloudwatch",
      flowLogRetentionDays: 365,
      protect: true,
    },
  ],
  ["utm-prod", { flowLogs: "s3", protect: true }],
  ["tap-poc", { flowLogs: "off", protect: false }],
])("%s settles its posture from mode, NAT and profile", (name, posture) => {
  expect(normalizeNetwork(settle(examples[name]))).toMatchObject(posture);
});

const zones = (...pairs: [string, string][]) => pairs.map(([name, id]) => ({ name, id }));
const virginia = zones(
  ["us-east-1c", "use1-az4"],
  ["us-east-1a", "use1-az3"],
  ["us-east-1b", "use1-az1"],
  ["us-east-1d", "use1-az6"],
);
const california = zones(["us-west-1a", "usw1-az3"], ["us-west-1c", "usw1-az1"]);

test("zones are taken by name, those where VPC links do not work last", () => {
  expect(selectZones(virginia, { region: "us-east-1", zoneCount: 2, pinned: undefined })).toEqual({
    zones: zones(["us-east-1b", "use1-az1"], ["us-east-1c", "use1-az4"]),
  });
  expect(selectZones(virginia, { region: "us-east-1", zoneCount: 4, pinned: undefined })).toMatchObject({
    zones: [{}, {}, {}, { id: "use1-az3" }],
  });
});

test("pinned zones keep their order, whatever works there", () => {
  const pinned = ["us-east-1c", "us-east-1a"];
  expect(selectZones(virginia, { region: "us-east-1", zoneCount: 2, pinned })).toEqual({
    zones: zones(["us-east-1c", "use1-az4"], ["us-east-1a", "use1-az3"]),
  });
});

test("a third zone in us-west-1 and an unknown pinned zone are refused with what there is", () => {
  expect(selectZones(california, { region: "us-west-1", zoneCount: 3, pinned: undefined })).toEqual({
    fault:
      "network.azCount is 3, expected at most the 2 zones that us-west-1 offers this account (us-west-1a, us-west-1c); set network.azCount to 2 or choose another region",
  });
  expect(
    selectZones(california, { region: "us-west-1", zoneCount: 2, pinned: ["us-west-1a", "us-west-1b"] }),
  ).toEqual({
    fault:
      "network.azs lists us-west-1b, expected zones that us-west-1 offers this account, got us-west-1a, us-west-1c; correct the list",
  });
});

test.each([
  ["none", "us-east-1", 2, 0],
  ["single", "us-east-1", 2, 36.5],
  ["single", "us-west-1", 2, 38.69],
  ["perAz", "us-east-1", 3, 109.5],
  ["regional", "us-east-1", 3, 109.5],
  ["fck-nat", "us-east-1", 2, 7.36],
  // Not in the table: the dearest region's price.
  ["single", "me-central-1", 2, 71.54],
] as const)(
  "%s NAT in %s and %i zones costs %d USD a month before traffic",
  (mode, region, zoneCount, cost) => {
    expect(natCostMonthlyUsd({ mode, region, zoneCount, instanceType: "t4g.nano" })).toBe(cost);
  },
);

test("a larger NAT instance costs twice the next smaller one", () => {
  const cost = (instanceType: "t4g.nano" | "t4g.small") =>
    natCostMonthlyUsd({ mode: "fck-nat", region: "us-east-1", zoneCount: 2, instanceType });
  expect(cost("t4g.small") - cost("t4g.nano")).toBeCloseTo(730 * 0.0042 * 3, 1);
});

const domainOf = (change: Partial<NonNullable<NetworkConfigInput["domain"]>> = {}) =>
  settle({
    ...examples["web-api-prod"],
    domain: { name: "example.com", zone: { mode: "lookup" }, ...change },
  }).domain!;

test("a certificate covers the apex and one level below, and needs one record for both", () => {
  expect(certificateNames(domainOf())).toEqual({
    domainName: "example.com",
    subjectAlternativeNames: ["*.example.com"],
  });
  expect(validationNames(domainOf())).toEqual(["example.com"]);
});

test("further names need a record each, a wildcard and its base together one", () => {
  const domain = domainOf({ certs: { extraNames: ["example.com", "*.eu.example.com", "eu.example.com"] } });
  expect(certificateNames(domain).subjectAlternativeNames).toEqual([
    "*.example.com",
    "*.eu.example.com",
    "eu.example.com",
  ]);
  expect(validationNames(domain)).toEqual(["example.com", "eu.example.com"]);
});

test.each<[string, Parameters<typeof domainOf>[0], boolean]>([
  ["records in an existing zone", {}, true],
  ["records in a new zone, not delegated yet", { zone: { mode: "create" } }, false],
  ["records by hand", { zone: { mode: "none" }, certs: { validation: "manual" } }, false],
  ["a mail", { certs: { validation: "email" } }, false],
  [
    "records by hand that are there",
    { zone: { mode: "none" }, certs: { validation: "manual", issued: true } },
    true,
  ],
  ["no certificate at all", { certs: { regional: false, edge: false } }, false],
])("with %s, certificates are taken to be issued or not", (_, change, issued) => {
  expect(areCertificatesIssued(domainOf(change))).toBe(issued);
});

test("a NAT instance may take over its own interface and address and nothing else", () => {
  const policy = JSON.parse(
    natInstancePolicy({
      region: "us-east-1",
      accountId: "123456789012",
      addressId: "eipalloc-0a1b2c3d4e5f67890",
      nameTag: "shop-dev-nat",
    }),
  );
  for (const { Resource, Condition } of policy.Statement as Statement[]) {
    expect(Resource).not.toContain("*");
    expect(Condition ?? Resource).toEqual(
      Condition === undefined
        ? ["arn:aws:ec2:us-east-1:123456789012:elastic-ip/eipalloc-0a1b2c3d4e5f67890"]
        : { StringEquals: { "ec2:ResourceTag/Name": "shop-dev-nat" } },
    );
  }
});

const hardened = (type: string, name: string, protect: boolean) =>
  hardenVpcChild(
    {
      type,
      name,
      props: { mapPublicIpOnLaunch: true, tags: { Name: name, SubnetType: "Public" } },
      opts: {},
    },
    { namePrefix: "shop-dev", protect },
  );

test("public subnets hand out no addresses, and every name tag says whose it is", () => {
  expect(hardened("aws:ec2/subnet:Subnet", "vpc-public-1", false).props).toEqual({
    mapPublicIpOnLaunch: false,
    tags: { Name: "shop-dev-vpc-public-1", SubnetType: "Public" },
  });
});

test.each([
  ["aws:ec2/vpc:Vpc", true],
  ["aws:ec2/subnet:Subnet", true],
  ["aws:ec2/natGateway:NatGateway", false],
  ["aws:ec2/route:Route", false],
])("where protection is on, %s is protected: %s", (type, isProtected) => {
  expect(hardened(type, "vpc", true).opts.protect).toBe(isProtected);
  expect(hardened(type, "vpc", false).opts.protect).toBe(false);
});

test("the ways in from the internet to the load balancer are the front door, and no other rule is", () => {
  const base = examples["doc-pipeline-dev"];
  const config = settle({ ...base, network: { ...base.network, frontDoor: "both" } });
  const rules = planRules({ ...config.network, ...normalizeNetwork(config) });
  expect(rules.filter(isFrontDoor).map(({ name }) => name)).toEqual([
    "alb-from-internet-80",
    "alb-from-internet-443",
  ]);
});
