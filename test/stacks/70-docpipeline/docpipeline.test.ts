import { expect, test } from "@jest/globals";
import { account } from "../../../shared/contracts/account.ts";
import { data } from "../../../shared/contracts/data.ts";
import { queues } from "../../../shared/contracts/queues.ts";
import { examples } from "../../support/examples/docpipeline.ts";
import { runLayer } from "../../support/layer-under-mocks.ts";
import { published } from "../../support/published.ts";

const accountId = "222222222222";
const kmsKeyArn = `arn:aws:kms:us-west-1:${accountId}:key/11111111-2222-3333-4444-555555555555`;
const bucket = (kind: string) => ({ name: `docs-prod-${kind}`, arn: `arn:aws:s3:::docs-prod-${kind}` });
const allBuckets: Record<"docsOriginal" | "docsProcessed" | "docsWork", ReturnType<typeof bucket>> = {
  docsOriginal: bucket("docs-original"),
  docsProcessed: bucket("docs-processed"),
  docsWork: bucket("docs-work"),
};
const app = {
  name: "docs-prod-app",
  url: `https://sqs.us-west-1.amazonaws.com/${accountId}/docs-prod-app`,
  arn: `arn:aws:sqs:us-west-1:${accountId}:docs-prod-app`,
};

const run = ({
  buckets = allBuckets,
  queue = "app",
}: { buckets?: Record<string, ReturnType<typeof bucket>>; queue?: string } = {}) =>
  runLayer({
    layer: "70-docpipeline",
    stack: "prod",
    config: examples["doc-pipeline-prod"],
    upstreams: {
      "organization/00-account/prod": published(account, {
        accountId,
        region: "us-west-1",
        logBucketName: "logs",
        logBucketArn: "arn:aws:s3:::logs",
        permissionsBoundaryArn: `arn:aws:iam::${accountId}:policy/boundary`,
        logKmsKeyArn: kmsKeyArn,
        budgetNames: [],
      }),
      "organization/20-data/prod": published(data, {
        db: {
          engine: "postgres",
          identifier: "docs-prod-db",
          resourceId: "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
          host: "docs.abcdefghijkl.us-west-1.rds.amazonaws.com",
          port: 5432,
          name: "docs",
          extraDatabases: [],
          masterSecretArn: `arn:aws:secretsmanager:us-west-1:${accountId}:secret:master-AbCdEf`,
        },
        buckets,
        secretArns: {},
        ssmPrefix: "/docs/prod/",
        dataKmsKeyArn: kmsKeyArn,
      } as never),
      "organization/60-queues/prod": published(queues, {
        queues: { [queue]: app },
        workerServices: {},
      }),
    },
  });

const layer = run();
const policy = async (name: string) =>
  JSON.parse((await layer).resource("aws:iam/rolePolicy:RolePolicy", name).inputs["policy"]).Statement as {
    Action: string[];
    Resource: string | string[];
    Condition?: object;
  }[];

test("each of the six functions has a role of its own, with the account's boundary", async () => {
  const roles = (await layer).all("aws:iam/role:Role");
  expect(roles.map(({ name }) => name).sort()).toEqual(
    ["collect", "detect", "flatten", "mask", "pipeline", "starter", "uploads", "validate", "write"].sort(),
  );
  expect(new Set(roles.map(({ inputs }) => inputs["permissionsBoundary"]))).toEqual(
    new Set([`arn:aws:iam::${accountId}:policy/boundary`]),
  );
});

test("functions run on Node 24 and arm64, traced, with the memory that rendering was measured to need", async () => {
  const functions = (await layer).all("aws:lambda/function:Function");
  expect(functions).toHaveLength(6);
  for (const { inputs } of functions) {
    expect(inputs).toMatchObject({
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      tracingConfig: { mode: "Active" },
    });
  }
  expect(Object.fromEntries(functions.map(({ name, inputs }) => [name, inputs["memorySize"]]))).toEqual({
    validate: 1769,
    flatten: 1769,
    collect: 512,
    detect: 512,
    mask: 1769,
    write: 512,
  });
});

test("only write may touch the processed bucket and nothing may change an original", async () => {
  const names = ["validate", "flatten", "collect", "detect", "mask", "write", "pipeline", "starter"];
  const statements = (
    await Promise.all(names.map(async (name) => (await policy(name)).map((each) => ({ name, ...each }))))
  ).flat();
  const touching = (arn: string) =>
    statements.filter(({ Resource }) => [Resource].flat().some((each) => each.startsWith(arn)));
  expect(touching(allBuckets.docsProcessed.arn).map(({ name, Action }) => ({ name, Action }))).toEqual([
    { name: "write", Action: ["s3:PutObject", "s3:PutObjectTagging"] },
  ]);
  expect([...new Set(touching(allBuckets.docsOriginal.arn).flatMap(({ Action }) => Action))].sort()).toEqual([
    "s3:GetObjectVersion",
    "s3:ListBucket",
    "s3:ListBucketVersions",
    "s3:PutObjectVersionTagging",
  ]);
});

test("whoever touches originals may list them too, or S3 would call a deleted one forbidden", async () => {
  for (const name of ["validate", "flatten", "mask", "write"]) {
    expect(
      (await policy(name)).filter(({ Action }) => Action.includes("s3:ListBucketVersions")),
    ).toMatchObject([
      { Action: ["s3:ListBucket", "s3:ListBucketVersions"], Resource: [allBuckets.docsOriginal.arn] },
    ]);
  }
});

test("text goes to Comprehend in the region that was opted into, by the one function that may", async () => {
  expect(
    (await policy("detect")).find(({ Action }) => Action.includes("comprehend:DetectPiiEntities")),
  ).toMatchObject({
    Condition: { StringEquals: { "aws:RequestedRegion": "us-west-2" } },
  });
  expect(JSON.stringify(await policy("mask"))).not.toContain("comprehend");
});

test("neither state machine logs what passes through it", async () => {
  const machines = (await layer).all("aws:sfn/stateMachine:StateMachine");
  expect(machines).toHaveLength(2);
  for (const { inputs } of machines) {
    expect(inputs).toMatchObject({
      type: "STANDARD",
      loggingConfiguration: { level: "ERROR", includeExecutionData: false },
      tracingConfiguration: { enabled: true },
    });
  }
});

test("every log group is encrypted with the account's key and kept for as long as configured", async () => {
  const groups = (await layer).all("aws:cloudwatch/logGroup:LogGroup").map(({ inputs }) => inputs);
  expect(groups.map(({ name }) => name).sort()).toEqual([
    "/aws/lambda/docs-prod-docpipeline-collect",
    "/aws/lambda/docs-prod-docpipeline-detect",
    "/aws/lambda/docs-prod-docpipeline-flatten",
    "/aws/lambda/docs-prod-docpipeline-mask",
    "/aws/lambda/docs-prod-docpipeline-validate",
    "/aws/lambda/docs-prod-docpipeline-write",
    "/aws/vendedlogs/states/docs-prod-docpipeline-pipeline",
    "/aws/vendedlogs/states/docs-prod-docpipeline-starter",
  ]);
  for (const group of groups) expect(group).toMatchObject({ retentionInDays: 365, kmsKeyId: kmsKeyArn });
});

test("an upload that cannot be delivered goes to the failure queue, which only the rule may send to", async () => {
  const target = (await layer).resource("aws:cloudwatch/eventTarget:EventTarget").inputs;
  const queue = (await layer).resource("aws:sqs/queue:Queue").inputs;
  expect(queue).toMatchObject({
    name: "docs-prod-docpipeline-failures",
    sqsManagedSseEnabled: true,
    messageRetentionSeconds: 1_209_600,
  });
  expect(target["deadLetterConfig"].arn).toContain("docs-prod-docpipeline-failures");
  const rule = (await layer).resource("aws:cloudwatch/eventRule:EventRule").inputs;
  expect(JSON.parse(rule["eventPattern"])).toEqual({
    source: ["aws.s3"],
    "detail-type": ["Object Created"],
    detail: {
      bucket: { name: ["docs-prod-docs-original"] },
      object: { key: [{ "anything-but": { suffix: "/" } }] },
    },
  });
});

test("without the working bucket the layer says which bucket to add", async () => {
  await expect(
    run({ buckets: { docsOriginal: allBuckets.docsOriginal, docsProcessed: allBuckets.docsProcessed } }),
  ).rejects.toThrow(
    'bucket "docsWork" is not published, expected one of: docsOriginal, docsProcessed; add data.buckets.docsWork and deploy 20-data',
  );
});

test("a queue that 60-queues does not have is refused with the ones that it has", async () => {
  await expect(run({ queue: "stripe" })).rejects.toThrow(
    'queue "app" is not published, expected one of: stripe; set docpipeline.notifyQueue to one of them, or add the queue and deploy 60-queues',
  );
});
