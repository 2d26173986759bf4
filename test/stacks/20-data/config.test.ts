import { expect, test } from "@jest/globals";
import { checkConfig } from "../../../shared/config-schema.ts";
import { dataConfig } from "../../../stacks/20-data/config.ts";
import { examples } from "../../support/examples/data.ts";

/** Of any shape, to be altered or looked into. */
type Loose = ReturnType<typeof JSON.parse>;

/** The configuration of an example in which `change` altered the data section. */
const configured = (change: (data: Loose) => void, name: keyof typeof examples = "doc-pipeline-dev") => {
  const config = structuredClone(examples[name]);
  change(config.data);
  return checkConfig(dataConfig, config);
};

const faultsOf = (change: (data: Loose) => void, name?: keyof typeof examples): string[] => {
  const result = configured(change, name);
  return "faults" in result ? result.faults.map(({ key, message }) => `${key} ${message}`) : [];
};

const settled = (name: keyof typeof examples) => {
  const result = configured(() => {}, name);
  if ("faults" in result) throw new Error(JSON.stringify(result.faults));
  return result.config.data;
};

test.each(Object.keys(examples) as (keyof typeof examples)[])("%s's configuration is accepted", (name) => {
  expect(faultsOf(() => {}, name)).toEqual([]);
});

test("a development database is small, open to change and leaves nothing behind", () => {
  const { kms, protect, retainSecrets, db, cache, buckets } = settled("doc-pipeline-dev");
  expect({ kms, protect, retainSecrets, accessLogs: buckets["docsOriginal"]!.accessLogs }).toEqual({
    kms: "default",
    protect: false,
    retainSecrets: false,
    accessLogs: false,
  });
  expect(db).toMatchObject({
    version: "16",
    multiAz: false,
    deletionProtection: false,
    finalSnapshot: false,
    enhancedMonitoringSeconds: 0,
    performanceInsights: true,
    backupDays: 7,
    logRetentionDays: 7,
    masterRotation: "weekly",
  });
  expect(cache).toMatchObject({
    kind: "none",
    nodes: 1,
    tls: true,
    auth: true,
    maxmemoryPolicy: "noeviction",
  });
});

test("a production database is redundant, watched, protected and under a customer key", () => {
  const { kms, protect, retainSecrets, db, cache, buckets } = settled("doc-pipeline-prod");
  expect({ kms, protect, retainSecrets, accessLogs: buckets["docsOriginal"]!.accessLogs }).toEqual({
    kms: "cmk",
    protect: true,
    retainSecrets: true,
    accessLogs: true,
  });
  expect(db).toMatchObject({
    multiAz: true,
    deletionProtection: true,
    finalSnapshot: true,
    enhancedMonitoringSeconds: 60,
    logRetentionDays: 365,
  });
  expect(cache.nodes).toBe(2);
});

const refusals: [
  what: string,
  change: (data: Loose) => void,
  message: string,
  name?: keyof typeof examples,
][] = [
  [
    "an instance without a class",
    (data) => delete data.db.class,
    'data.db.class is missing, expected an instance class such as "db.t4g.small" with engine postgres',
  ],
  [
    "capacity units for an instance",
    (data) => (data.db.acu = { min: 1, max: 2 }),
    "data.db.acu is set with engine postgres, expected it only with aurora-serverless; remove it",
  ],
  [
    "a class for Aurora Serverless",
    (data) => (data.db.class = "db.r7g.large"),
    "data.db.class is set with engine aurora-serverless, expected it only with postgres; remove it",
    "utm-dev",
  ],
  [
    "Aurora Serverless without capacity units",
    (data) => delete data.db.acu,
    "data.db.acu is missing, expected {min, max} with engine aurora-serverless",
    "utm-dev",
  ],
  [
    "the version that utm's plan names",
    (data) => (data.db.version = "15.4"),
    'data.db.version is "15.4", which AWS no longer offers for new clusters; use "15" for the newest minor version',
    "utm-dev",
  ],
  [
    "pausing with a version that cannot",
    (data) => Object.assign(data.db, { version: "15.6", acu: { min: 0, max: 2 } }),
    'data.db.acu.min is 0 with version "15.6", expected at least 0.5; pausing needs 13.15, 14.12, 15.7, 16.3 or newer',
    "utm-dev",
  ],
  [
    "an upper limit below the lower one",
    (data) => (data.db.acu = { min: 4, max: 2 }),
    "data.db.acu.max is 2, expected at least 1 and at least acu.min (4)",
    "utm-dev",
  ],
  [
    "a pause that never comes",
    (data) => (data.db.secondsUntilAutoPause = 600),
    "data.db.secondsUntilAutoPause is set with acu.min 0.5, expected acu.min 0; only such a cluster pauses",
    "utm-dev",
  ],
  [
    "a proxy that keeps the cluster awake",
    (data) => Object.assign(data.db, { proxy: true, acu: { min: 0, max: 2 } }),
    "data.db.proxy is on with acu.min 0, expected it off; the proxy's open connections keep the cluster from pausing",
    "utm-dev",
  ],
  [
    "IOPS of a small gp3 volume",
    (data) => (data.db.storage = { gb: 100, iops: 12_000 }),
    "data.db.storage.iops is set with 100 GB, expected it only from 400 GB up; gp3 is 3000 IOPS and 125 MiB/s below that",
  ],
  [
    "storage autoscaling with no room",
    (data) => (data.db.storage = { gb: 100, maxGb: 105 }),
    "data.db.storage.maxGb is 105, expected at least 10% more than 100 GB, so 110 or more",
  ],
  [
    "Performance Insights on a class without them",
    (data) => Object.assign(data.db, { class: "db.t4g.micro", performanceInsights: true }),
    'data.db.performanceInsights is on with class "db.t4g.micro", which does not support it; turn it off or use a larger class',
  ],
  [
    "configured credentials without a password",
    (data) => Object.assign(data.db, { credentials: "config" }),
    "data.db.masterPassword is missing, expected a secret with credentials: config",
  ],
  [
    "a password where RDS makes it",
    (data) => (data.db.masterPassword = "hunter2"),
    "data.db.masterPassword is set with credentials: managed, where RDS makes the password; remove it",
  ],
  [
    "rotation of what AWS does not manage",
    (data) => (data.db.masterRotation = "weekly"),
    'data.db.masterRotation is "weekly" with credentials: config, expected "off"; AWS rotates only what it manages',
    "app-runner-dev",
  ],
  [
    "weekly rotation of the password that tasks read at start",
    (data) => {
      delete data.db.appUser;
      data.db.masterRotation = "weekly";
    },
    'data.db.masterRotation is "weekly" without appUser or proxy, expected "off"; tasks read a password only when they start and would fail after a week',
  ],
  [
    "one database twice",
    (data) => (data.db.extraDatabases = ["app"]),
    'data.db.extraDatabases.0 is "app" a second time, expected each database once; remove it',
  ],
  [
    "an app that is the master",
    (data) => (data.db.appUser = { username: "dbmaster" }),
    'data.db.appUser.username is "dbmaster", the master user; expected a user of its own',
  ],
  [
    "a log that the engine does not write",
    (data) => (data.db.logExports = ["upgrade"]),
    'data.db.logExports.0 is "upgrade", expected one of postgresql, iam-db-auth-error, instance with engine aurora-serverless',
    "utm-dev",
  ],
  [
    "a cache password without TLS",
    (data) => (data.cache = { kind: "valkey", tls: false }),
    "data.cache.auth is on with tls off, expected tls on; AWS sends passwords over TLS only",
  ],
  [
    "a Valkey version of Redis",
    (data) => (data.cache = { kind: "redis", version: "8.0" }),
    'data.cache.version is "8.0", expected 7.0 or 7.1 with kind redis',
  ],
  [
    "a Valkey version that there never was",
    (data) => (data.cache = { kind: "valkey", version: "8.3" }),
    'data.cache.version is "8.3", expected 7.2, 8.0 to 8.2, or 9.0 or newer with kind valkey',
  ],
  [
    "transitions in the wrong order",
    (data) => (data.buckets.docsOriginal.glacierAfterDays = 100),
    "data.buckets.docsOriginal.glacierAfterDays is 100, expected at least 30 days after infrequentAccessAfterDays, so 120 or more",
  ],
  [
    "objects that expire before they move",
    (data) => (data.buckets.docsOriginal.expireAfterDays = 90),
    "data.buckets.docsOriginal.expireAfterDays is 90, expected more than the 90 days of the last transition",
  ],
  [
    "a bucket with the name of our own",
    (data) => (data.buckets.accessLogs = {}),
    "data.buckets.accessLogs is the name of this layer's own bucket for access logs; rename it",
  ],
  [
    "a secret with the name of our own",
    (data) => (data.secrets.dbApp = {}),
    "data.secrets.dbApp is the name of a secret that this layer makes itself; rename it",
  ],
  [
    "keys of a generated secret",
    (data) => (data.secrets.sentry = { generated: true, keys: ["dsn"] }),
    'data.secrets.sentry.keys is set with generated, expected it empty; a generated secret has the one key "value"',
  ],
  [
    "deletion of production's objects",
    (data) => (data.buckets.docsOriginal.forceDestroy = true),
    "data.buckets.docsOriginal.forceDestroy is on in profile prod, expected it only in dev and poc; remove it",
    "doc-pipeline-prod",
  ],
  [
    "plain connections to production",
    (data) => (data.db.parameters = { "rds.force_ssl": "0" }),
    'data.db.parameters.rds.force_ssl is "0" in profile prod, expected TLS to be required; remove it',
    "doc-pipeline-prod",
  ],
  [
    "a version that YAML reads as a number",
    (data) => (data.db.version = 16),
    'data.db.version is wrong, expected a PostgreSQL version such as "16" or "16.8", in quotes, got 16',
  ],
  [
    "a misspelt key",
    (data) => (data.db.multiAZ = true),
    'data.db.multiAZ is not a configuration key; did you mean "multiAz"?',
  ],
  [
    "a bucket that is open to any origin",
    (data) => (data.buckets.docsOriginal.cors.origins = ["*"]),
    'data.buckets.docsOriginal.cors.origins.0 is wrong, expected an origin such as "https://app.example.com", got "*"',
  ],
];

test.each(
  refusals.map(([what, change, message, name = "doc-pipeline-dev"]) => ({ what, change, message, name })),
)("it refuses $what", ({ change, message, name }) => {
  expect(faultsOf(change, name)).toEqual([message]);
});

test("it reports every fault at once", () => {
  expect(
    faultsOf((data) => {
      data.db.backupDays = 40;
      data.cache = { kind: "memcached" };
      data.secrets.Sentry = {};
      data.kmz = "cmk";
    }).map((fault) => fault.split(" ")[0]),
  ).toEqual(["data.db.backupDays", "data.cache.kind", "data.secrets.Sentry", "data.kmz"]);
});

test("it never shows the master password", () => {
  const faults = faultsOf((data) => (data.db.masterPassword = ["hunter2"]), "app-runner-dev");
  expect(faults).toEqual(["data.db.masterPassword is wrong, expected string, got [secret]"]);
});
