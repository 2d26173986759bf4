import type { Trap } from "./trap.ts";

/** What stops a design that knows none of it. */
export const traps: readonly Trap[] = [
  {
    id: "general 1",
    what: "Comprehend and App Runner have no endpoint in some regions, us-west-1 among them",
    rules: ["service-in-region"],
    elsewhere: {
      file: "shared/regions.ts",
      how: "the layers' configuration asks it before anything is made",
    },
  },
  {
    id: "general 1",
    what: "a new account sees fewer zones than a region has, and a VPC link takes only some of them",
    rules: ["subnet-zone-exists", "vpc-link-zones"],
    elsewhere: { file: "stacks/10-network/available-zones.ts", how: "refuses more zones than there are" },
  },
  {
    id: "general 2",
    what: "a web ACL cannot be put before an HTTP API, and usage plans are for REST APIs only",
    rules: ["web-acl-target", "usage-plan-stages"],
    elsewhere: {
      file: "stacks/50-auth/auth-rules.ts",
      how: "refuses usage plans and API keys with api.kind http",
    },
  },
  {
    id: "general 3",
    what: "App Runner takes no new customers",
    undecided: "only AWS knows whether an account used App Runner before; the default engine is ecs-express",
  },
  {
    id: "general 4",
    what: "GitHub's token names repositories in two forms, and jobs of an environment never by branch",
    rules: ["github-trust-names-subject"],
    elsewhere: { file: "shared/github-subjects.ts", how: "gives both forms for every subject" },
  },
  {
    id: "general 5",
    what: "references forward make circles between layers",
    elsewhere: { file: "shared/contract.ts", how: "a layer may read only layers with lower numbers" },
  },
  {
    id: "general 6",
    what: "a database cannot move to another subnet group of its VPC",
    rules: ["db-stays-in-its-vpc"],
    elsewhere: {
      file: "stacks/10-network/cidr-plan.ts",
      how: "all three tiers of subnets are there from the first day",
    },
  },
  {
    id: "general 7",
    what: "the managed master password changes every 7 days, and tasks read secrets only when they start",
    elsewhere: {
      file: "stacks/20-data/database-access.ts",
      how: "apps have a user and secret of their own; the master's is for migrations",
    },
  },
  {
    id: "general 8",
    what: "a task that names a secret, key or parameter without a value never starts",
    rules: ["secrets-there-to-start"],
  },
  {
    id: "general 8",
    what: "a task whose image is not there never starts",
    undecided: "images are pushed by CI and are in no state; without an image the layer asks for no task",
  },
  {
    id: "general 9",
    what: "cookies do not cross the public suffixes of AWS's host names",
    undecided:
      "a browser decides; without a domain of its own the API is behind the same distribution as the app",
  },
  {
    id: "general 10",
    what: "some things exist once in an account and collide when every environment makes them",
    rules: [
      "identity-provider-taken",
      "guardduty-one-detector",
      "security-hub-once",
      "config-one-recorder",
      "anomaly-monitor-quota",
      "trail-quota",
    ],
  },
];
