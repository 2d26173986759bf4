import { expect, test } from "@jest/globals";
import { accessLogPolicy, lifecycleRules } from "../../../stacks/20-data/bucket-rules.ts";
import {
  cacheFamily,
  parameterEntries,
  parameterFamily,
  supportsAutoPause,
  supportsPerformanceInsights,
} from "../../../stacks/20-data/engine-facts.ts";
import { generatedSecretTemplate } from "../../../stacks/20-data/generated-secret-template.ts";
import { dataKeyPolicy } from "../../../stacks/20-data/key-policy.ts";
import { bucketKindName, databaseIdentifier, finalSnapshotName } from "../../../stacks/20-data/names.ts";
import { placeholderValue } from "../../../stacks/20-data/secret-placeholder.ts";

/** Of any shape, to be altered or looked into. */
type Loose = ReturnType<typeof JSON.parse>;

test.each([
  ["13.14", false],
  ["13.15", true],
  ["15.6", false],
  ["15.7", true],
  ["15", true],
  ["16.2", false],
  ["16.10", true],
  ["17.1", true],
])("Aurora PostgreSQL %s can pause: %s", (version, expected) => {
  expect(supportsAutoPause(version)).toBe(expected);
});

test.each([
  ["db.t4g.micro", false],
  ["db.t3.micro", false],
  ["db.t4g.small", true],
  ["db.t2.medium", false],
  ["db.m7g.large", true],
])("%s supports Performance Insights: %s", (instanceClass, expected) => {
  expect(supportsPerformanceInsights(instanceClass)).toBe(expected);
});

test.each([
  ["postgres", "17", "postgres17"],
  ["postgres", "16.8", "postgres16"],
  ["aurora-serverless", "15", "aurora-postgresql15"],
] as const)("the parameter group family of %s %s is %s", (engine, version, family) => {
  expect(parameterFamily(engine, version)).toBe(family);
});

test.each([
  ["valkey", "8.0", "valkey8"],
  ["valkey", "7.2", "valkey7"],
  ["redis", "7.1", "redis7"],
] as const)("the parameter group family of %s %s is %s", (kind, version, family) => {
  expect(cacheFamily(kind, version)).toBe(family);
});

test("a parameter that PostgreSQL reads only at start waits for a reboot, Loose other applies at once", () => {
  expect(parameterEntries({ shared_preload_libraries: "pg_stat_statements", work_mem: "8192" })).toEqual([
    { name: "shared_preload_libraries", value: "pg_stat_statements", applyMethod: "pending-reboot" },
    { name: "work_mem", value: "8192", applyMethod: "immediate" },
  ]);
});

test("names fit what RDS and S3 allow", () => {
  const scope = { product: "a--b", environment: "dev" };
  expect(databaseIdentifier(scope)).toBe("a-b-dev-db");
  expect(finalSnapshotName(scope, 3)).toBe("a-b-dev-db-final-3");
  expect(bucketKindName("docsOriginal")).toBe("docs-original");
});

test("a bucket's lifecycle keeps no unfinished upload, and old versions only where there are any", () => {
  expect(lifecycleRules({ versioning: false, abortUploadsAfterDays: 7, noncurrentDays: 30 })).toEqual([
    {
      id: "abort-unfinished-uploads",
      status: "Enabled",
      filter: {},
      abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
    },
  ]);
  expect(
    lifecycleRules({
      versioning: true,
      abortUploadsAfterDays: 7,
      noncurrentDays: 30,
      infrequentAccessAfterDays: 90,
      glacierAfterDays: 365,
      expireAfterDays: 2_555,
    }).slice(1),
  ).toEqual([
    {
      id: "expire-old-versions",
      status: "Enabled",
      filter: {},
      noncurrentVersionExpiration: { noncurrentDays: 30 },
    },
    {
      id: "move-to-cheaper-storage",
      status: "Enabled",
      filter: {},
      transitions: [
        { days: 90, storageClass: "STANDARD_IA" },
        { days: 365, storageClass: "GLACIER_IR" },
      ],
    },
    { id: "expire-objects", status: "Enabled", filter: {}, expiration: { days: 2_555 } },
  ]);
});

test("only this account's buckets may deliver access logs", () => {
  expect(accessLogPolicy("arn:aws:s3:::logs", "111111111111")[0]).toMatchObject({
    Principal: { Service: "logging.s3.amazonaws.com" },
    Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
  });
});

test("the data key names no ARN of a later layer and lets services in for this account only", () => {
  const { Statement } = JSON.parse(dataKeyPolicy({ accountId: "111111111111", region: "us-west-1" }));
  expect(
    Statement.map(({ Principal, Condition }: Loose) => [Object.values(Principal)[0], Condition]),
  ).toEqual([
    ["arn:aws:iam::111111111111:root", undefined],
    [
      "logs.us-west-1.amazonaws.com",
      {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-west-1:111111111111:log-group:/aws/rds/*",
        },
      },
    ],
    [
      "cloudfront.amazonaws.com",
      {
        StringEquals: { "aws:SourceAccount": "111111111111" },
        ArnLike: { "aws:SourceArn": "arn:aws:cloudfront::111111111111:distribution/*" },
      },
    ],
  ]);
});

test("another version of a generated secret changes the template inside, so that AWS generates again", () => {
  const secret = {
    secretName: "shop/dev/dbApp",
    description: "the app's user",
    kmsKeyArn: undefined,
    fields: { username: "app" },
    generatedField: "password",
    version: 1,
    retain: false,
  };
  const generate = (version: number) =>
    (generatedSecretTemplate({ ...secret, version }).Resources["Secret"]!.Properties as Loose)
      .GenerateSecretString;
  expect(generate(1)).not.toEqual(generate(2));
  expect(generate(1)).toEqual(generate(1));
});

test.each([
  [[], "replace-me"],
  [["secretKey", "webhookSecret"], '{"secretKey":"replace-me","webhookSecret":"replace-me"}'],
])("a secret with the keys %j starts as %s", (keys, value) => {
  expect(placeholderValue(keys)).toBe(value);
});
