import type { Trap } from "./trap.ts";

export const traps: readonly Trap[] = [
  {
    id: "20-data 1",
    what: "the managed master secret has a user and a password only, and clashes with some features",
    rules: [
      "secrets-there-to-start",
      "db-password",
      "db-managed-password-limits",
      "secret-rotation-function",
    ],
  },
  {
    id: "20-data 2",
    what: "a parameter group must fit the engine, and static parameters wait for a restart",
    rules: [
      "db-parameter-family",
      "db-cluster-parameter-family",
      "db-parameter-apply-method",
      "db-engine-version",
    ],
  },
  {
    id: "20-data 2",
    what: "the certificate authority of before 2024 is gone",
    rules: ["db-certificate-authority"],
  },
  {
    id: "20-data 2",
    what: "clients must speak TLS to PostgreSQL 15 and later",
    undecided: "the app's driver decides; the gate of 20-data connects with TLS and tries without",
  },
  {
    id: "20-data 3",
    what: "Aurora can pause only on newer versions, and serverless instances need a capacity",
    rules: ["aurora-capacity", "aurora-serverless-needs-capacity", "db-cluster-has-instances"],
  },
  {
    id: "20-data 3",
    what: "open pools and health checks keep a database from pausing",
    undecided: "what an app keeps open shows only in a running one",
  },
  {
    id: "20-data 4",
    what: "a second last snapshot of one name, protection, small gp3 disks and insights on small classes are refused",
    rules: [
      "db-final-snapshot-taken",
      "db-final-snapshot-named",
      "db-deletion-protection",
      "db-small-gp3-iops",
      "db-performance-insights",
      "db-instance-class",
    ],
  },
  {
    id: "20-data 5",
    what: "failover needs a replica, a token needs TLS, and the parameter group must fit the engine",
    rules: ["cache-failover-needs-replica", "cache-token-needs-tls", "cache-parameter-family"],
  },
  {
    id: "20-data 5",
    what: "Redis OSS ends at 7.1, Valkey begins at 7.2, and families of parameters are not called by versions",
    rules: ["cache-engine-version", "cache-parameter-group-family"],
  },
  {
    id: "20-data 5",
    what: "a queue in Redis must not lose keys",
    elsewhere: { file: "stacks/20-data/config.ts", how: "keeps every key unless told otherwise" },
  },
  {
    id: "20-data 6",
    what: "buckets that must not be public, and uploads by browsers",
    rules: ["bucket-policy-public", "bucket-not-empty", "bucket-cors-form", "bucket-lifecycle-form"],
    elsewhere: {
      file: "stacks/20-data/private-bucket.ts",
      how: "every bucket is closed and refuses plain HTTP",
    },
  },
  {
    id: "20-data 7",
    what: "the name of a deleted secret stays taken for its recovery window",
    rules: ["secret-scheduled-for-deletion"],
    elsewhere: {
      file: "stacks/20-data/secrets.ts",
      how: "development deletes without a window, and values are placeholders",
    },
  },
];
