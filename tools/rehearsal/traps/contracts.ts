import type { Trap } from "./trap.ts";

/** What goes wrong between layers. */
export const traps: readonly Trap[] = [
  {
    id: "contracts 1",
    what: "names that a later layer computes must be fixed, and names that AWS limits must fit",
    rules: [
      "load-balancer-name-form",
      "cache-identifier-form",
      "role-name-form",
      "bucket-name-form",
      "db-identifier-form",
    ],
    elsewhere: { file: "shared/naming.ts", how: "makes every name that a layer above can know" },
  },
  {
    id: "contracts 2",
    what: "a grant must be attached by the layer that knows the resource",
    rules: ["missing-role", "role-in-use"],
  },
  {
    id: "contracts 3",
    what: "a second policy, notification or lifecycle of a bucket silently replaces the first",
    rules: ["bucket-setting-twice"],
  },
  {
    id: "contracts 4",
    what: "settings of later layers are not there when a task definition names them",
    rules: ["secrets-there-to-start"],
  },
  {
    id: "contracts 5",
    what: "host names that are outputs make circles",
    elsewhere: { file: "shared/config-schema.ts", how: "domains are configuration, the same in every layer" },
  },
  {
    id: "contracts 6",
    what: "replacing what another layer uses fails with DependencyViolation at the delete",
    rules: [
      "security-group-in-use",
      "subnet-in-use",
      "vpc-in-use",
      "target-group-in-use",
      "cluster-not-empty",
      "namespace-in-use",
      "certificate-in-use",
      "web-acl-in-use",
    ],
  },
  {
    id: "contracts 7",
    what: "a reference to a stack that does not exist is an error",
    elsewhere: {
      file: "shared/stack-reference.ts",
      how: "only the upstreams that the configuration names are read",
    },
  },
  {
    id: "contracts 8",
    what: "a ready-made VPC component re-numbers subnets when the number of zones changes",
    elsewhere: {
      file: "stacks/10-network/cidr-plan.ts",
      how: "each zone has its place, whether used or not",
    },
  },
  {
    id: "contracts 9",
    what: "a block that is too small leaves no room for load balancers and endpoints",
    rules: [
      "load-balancer-subnets",
      "subnet-cidr-size",
      "vpc-cidr-size",
      "subnet-overlap",
      "subnet-inside-vpc",
    ],
    elsewhere: { file: "stacks/10-network/cidr-plan.ts", how: "refuses a block whose parts are too small" },
  },
  {
    id: "contracts 10",
    what: "tools that scan templates do not read Pulumi programs",
    elsewhere: { file: "shared/reachability.ts", how: "what is made is looked at, not what is written" },
  },
];
