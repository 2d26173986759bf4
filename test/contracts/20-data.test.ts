import { expect, test } from "@jest/globals";
import { checkValue, type OutputValues } from "../../shared/contract.ts";
import { data } from "../../shared/contracts/data.ts";

const secretArn = (name: string) =>
  `arn:aws:secretsmanager:us-east-1:111111111111:secret:shop/dev/${name}-AbCdEf`;

type Values = Partial<OutputValues<typeof data>> & Pick<OutputValues<typeof data>, "db">;
/** Of any shape, to be broken. */
type Loose = ReturnType<typeof JSON.parse>;

const instance: Values = {
  db: {
    engine: "postgres",
    identifier: "shop-dev-db",
    resourceId: "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    host: "shop-dev-db.abcdefghijkl.us-east-1.rds.amazonaws.com",
    port: 5432,
    name: "shop",
    extraDatabases: [],
    masterSecretArn: "arn:aws:secretsmanager:us-east-1:111111111111:secret:rds!db-1234-AbCdEf",
  },
  buckets: {},
  secretArns: {},
  ssmPrefix: "/shop/dev/",
};

const cluster: Values = {
  db: {
    ...instance.db,
    engine: "aurora-postgresql",
    resourceId: "cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    host: "shop-dev-db.cluster-abcdefghijkl.us-east-1.rds.amazonaws.com",
    readerHost: "shop-dev-db.cluster-ro-abcdefghijkl.us-east-1.rds.amazonaws.com",
    proxyHost: "db-0a1b2c3.proxy-abcdefghijkl.us-east-1.rds.amazonaws.com",
    extraDatabases: ["supertokens"],
    appSecretArn: secretArn("dbApp"),
  },
  cache: {
    engine: "valkey",
    replicationGroupId: "cache-0a1b2c3",
    host: "master.cache-0a1b2c3.abcdef.use1.cache.amazonaws.com",
    port: 6379,
    tls: true,
    authSecretArn: secretArn("cache"),
  },
  buckets: {
    docsOriginal: { name: "shop-dev-docs-original-1", arn: "arn:aws:s3:::shop-dev-docs-original-1" },
  },
  secretArns: { sentry: secretArn("sentry") },
  ssmPrefix: "/shop/dev/",
  dataKmsKeyArn: "arn:aws:kms:us-east-1:111111111111:key/11111111-2222-3333-4444-555555555555",
};

const faultsOf = (values: Record<string, unknown>): string[] =>
  Object.keys(data.outputs)
    .flatMap((key) => checkValue(data, key, values[key]))
    .map(({ path, message }) => `${path} ${message}`);

test("a lone instance and a full cluster both keep the contract", () => {
  expect(faultsOf(instance)).toEqual([]);
  expect(faultsOf(cluster)).toEqual([]);
});

test.each<[string, (values: Loose) => void, string]>([
  ["db", (values) => delete values.db, "db expected object, got nothing"],
  [
    "db.engine",
    (values) => (values.db.engine = "mysql"),
    'db.engine Invalid option: expected one of "postgres"|"aurora-postgresql", got "mysql"',
  ],
  [
    "db.identifier",
    (values) => (values.db.identifier = "Shop--Db"),
    'db.identifier expected an identifier such as "shop-dev-db", got "Shop--Db"',
  ],
  [
    "db.resourceId",
    (values) => (values.db.resourceId = "shop"),
    'db.resourceId expected an id such as "db-ABCDEFGHIJKL01234", got "shop"',
  ],
  [
    "db.host with a port",
    (values) => (values.db.host = "db.example.com:5432"),
    'db.host expected a host name such as "db.example.com", got "db.example.com:5432"',
  ],
  [
    "db.readerHost",
    (values) => (values.db.readerHost = ""),
    'db.readerHost expected a host name such as "db.example.com", got ""',
  ],
  [
    "db.proxyHost",
    (values) => (values.db.proxyHost = "proxy"),
    'db.proxyHost expected a host name such as "db.example.com", got "proxy"',
  ],
  ["db.port", (values) => (values.db.port = "5432"), 'db.port expected number, got "5432"'],
  [
    "db.name",
    (values) => (values.db.name = "my-app"),
    'db.name expected a PostgreSQL name such as "utm_backend", got "my-app"',
  ],
  [
    "db.extraDatabases",
    (values) => (values.db.extraDatabases = ["a b"]),
    'db.extraDatabases.0 expected a PostgreSQL name such as "utm_backend", got "a b"',
  ],
  [
    "db.masterSecretArn",
    (values) => (values.db.masterSecretArn = "hunter2"),
    'db.masterSecretArn expected an ARN of secretsmanager, got "hunter2"',
  ],
  [
    "db.appSecretArn",
    (values) => (values.db.appSecretArn = "arn:aws:ssm:us-east-1:111111111111:parameter/x"),
    'db.appSecretArn expected an ARN of secretsmanager, got "arn:aws:ssm:us-east-1:111111111111:parameter/x"',
  ],
  [
    "field beside the promised ones",
    (values) => (values.buckets.docsOriginal = { ...values.buckets.docsOriginal, url: "x" }),
    'buckets.docsOriginal Unrecognized key: "url", got {"name":"shop-dev-docs-original-1","arn":"arn:aws:s3:::shop-dev-docs-original-1","url":"x"}',
  ],
  [
    "cache.engine",
    (values) => (values.cache.engine = "memcached"),
    'cache.engine Invalid option: expected one of "valkey"|"redis", got "memcached"',
  ],
  [
    "cache.replicationGroupId",
    (values) => (values.cache.replicationGroupId = "Cache"),
    'cache.replicationGroupId expected an id such as "cache-0a1b2c3", got "Cache"',
  ],
  [
    "cache.host with a scheme",
    (values) => (values.cache.host = "rediss://cache"),
    'cache.host expected a host name such as "db.example.com", got "rediss://cache"',
  ],
  [
    "cache.port",
    (values) => (values.cache.port = 0),
    "cache.port Too small: expected number to be >=1, got 0",
  ],
  ["cache.tls", (values) => (values.cache.tls = "yes"), 'cache.tls expected boolean, got "yes"'],
  [
    "cache.authSecretArn",
    (values) => (values.cache.authSecretArn = "token"),
    'cache.authSecretArn expected an ARN of secretsmanager, got "token"',
  ],
  [
    "a bucket's name",
    (values) => (values.buckets.docsOriginal.name = "Docs"),
    'buckets.docsOriginal.name expected a bucket\'s name, got "Docs"',
  ],
  [
    "a bucket's ARN",
    (values) => (values.buckets.docsOriginal.arn = "docs"),
    'buckets.docsOriginal.arn expected an ARN of s3, got "docs"',
  ],
  [
    "a secret's ARN",
    (values) => (values.secretArns.sentry = "https://dsn"),
    'secretArns.sentry expected an ARN of secretsmanager, got "https://dsn"',
  ],
  [
    "ssmPrefix",
    (values) => (values.ssmPrefix = "shop/dev"),
    'ssmPrefix expected a path such as "/shop/dev/", got "shop/dev"',
  ],
  [
    "dataKmsKeyArn",
    (values) => (values.dataKmsKeyArn = "alias/data"),
    'dataKmsKeyArn expected an ARN of kms, got "alias/data"',
  ],
])("20-data's contract refuses a wrong %s", (_what, change, message) => {
  const values = structuredClone(cluster);
  change(values);
  expect(faultsOf(values)).toEqual([message]);
});
