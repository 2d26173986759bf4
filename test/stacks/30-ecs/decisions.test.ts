import { expect, test } from "@jest/globals";
import { findSizeFault } from "../../../shared/components/fargate-sizes.ts";
import { needsInternet } from "../../../shared/components/container-config.ts";
import { bedrockStatements, parameterPathStatements } from "../../../shared/components/policy-statements.ts";
import { volumeName } from "../../../shared/components/container-definitions.ts";
import { renderAccessLogPolicy } from "../../../stacks/30-ecs/access-log-policy.ts";
import { renderDatabaseSetup } from "../../../stacks/30-ecs/database-setup.ts";
import { planDeployment } from "../../../stacks/30-ecs/deployment.ts";
import { planScalingTarget } from "../../../stacks/30-ecs/express-services.ts";
import { functionEnvironment } from "../../../stacks/30-ecs/function-services.ts";
import { renderLifecyclePolicy } from "../../../stacks/30-ecs/lifecycle-policy.ts";
import { matchedPaths } from "../../../stacks/30-ecs/routing.ts";

test.each([
  [256, 512],
  [256, 2048],
  [512, 1024],
  [512, 4096],
  [1024, 8192],
  [4096, 30720],
  [8192, 20480],
  [16384, 122880],
])("Fargate offers %i CPU units with %i MiB", (cpu, memory) => {
  expect(findSizeFault(cpu, memory)).toBeUndefined();
});

test.each([
  [256, 4096, "memory does not fit 256 CPU units on Fargate, expected one of 512, 1024, 2048 MiB, got 4096"],
  [
    512,
    512,
    "memory does not fit 512 CPU units on Fargate, expected 1024 to 4096 in steps of 1024 MiB, got 512",
  ],
  [
    1024,
    2500,
    "memory does not fit 1024 CPU units on Fargate, expected 2048 to 8192 in steps of 1024 MiB, got 2500",
  ],
  [
    8192,
    17408,
    "memory does not fit 8192 CPU units on Fargate, expected 16384 to 61440 in steps of 4096 MiB, got 17408",
  ],
  [
    128,
    512,
    "cpu is not a size of Fargate, expected one of 256, 512, 1024, 2048, 4096, 8192, 16384, got 128",
  ],
])("Fargate does not offer %i CPU units with %i MiB", (cpu, memory, fault) => {
  expect(findSizeFault(cpu, memory)).toBe(fault);
});

test.each([
  [["/*"], ["/*"]],
  [["/api/*"], ["/api", "/api/*"]],
  [
    ["/api", "/api/*"],
    ["/api", "/api/*"],
  ],
  [["/health"], ["/health"]],
])("a rule for %j matches %j", (paths, matched) => {
  expect(matchedPaths(paths)).toEqual(matched);
});

test.each([
  [`sha256:${"0".repeat(64)}`, false],
  ["123456789012.dkr.ecr.us-west-1.amazonaws.com/api:1", false],
  ["public.ecr.aws/docker/library/postgres:16", true],
  ["nginx", true],
  ["", false],
])("whether %s comes over the internet: %s", (image, answer) => {
  expect(needsInternet(image)).toBe(answer);
});

const deploy = {
  circuitBreaker: true,
  minHealthyPercent: 100,
  maxPercent: 200,
  bakeMinutes: 5,
  stepPercent: 10,
  stepBakeMinutes: 3,
  rollbackAlarms: [],
  wait: true,
};

test.each([
  ["rolling", true, { strategy: "ROLLING" }],
  ["blueGreen", true, { strategy: "BLUE_GREEN", bakeTimeInMinutes: "5" }],
  [
    "canary",
    true,
    {
      strategy: "CANARY",
      bakeTimeInMinutes: "5",
      canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: "3" },
    },
  ],
  [
    "linear",
    true,
    {
      strategy: "LINEAR",
      bakeTimeInMinutes: "5",
      linearConfiguration: { stepPercent: 10, stepBakeTimeInMinutes: "3" },
    },
  ],
  ["blueGreen", false, { strategy: "ROLLING" }],
] as const)("strategy %s of a service with requests (%s)", (strategy, routed, expected) => {
  expect(planDeployment({ ...deploy, strategy }, routed)).toEqual(expected);
});

const scaling = { min: 1, max: 3, scaleInSeconds: 300, scaleOutSeconds: 60, schedule: [] };

test.each([
  [
    { desired: 2 },
    { autoScalingMetric: "AVERAGE_CPU", autoScalingTargetValue: 60, minTaskCount: 2, maxTaskCount: 2 },
  ],
  [
    { desired: 0 },
    { autoScalingMetric: "AVERAGE_CPU", autoScalingTargetValue: 60, minTaskCount: 1, maxTaskCount: 1 },
  ],
  [
    { desired: 1, scaling: { ...scaling, memory: 70 } },
    { autoScalingMetric: "AVERAGE_MEMORY", autoScalingTargetValue: 70, minTaskCount: 1, maxTaskCount: 3 },
  ],
  [
    { desired: 1, scaling: { ...scaling, requests: 500 } },
    {
      autoScalingMetric: "REQUEST_COUNT_PER_TARGET",
      autoScalingTargetValue: 500,
      minTaskCount: 1,
      maxTaskCount: 3,
    },
  ],
])("Express Mode scales %j", (service, target) => {
  expect(planScalingTarget(service)).toEqual(target);
});

test("a model of Amazon's needs its own ARN only, another vendor's also a subscription", () => {
  const place = { region: "us-east-1", accountId: "123456789012" };
  expect(bedrockStatements(["amazon.titan-text-lite-v1"], place)).toEqual([
    {
      Sid: "InvokeModels",
      Effect: "Allow",
      Action: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
      Resource: ["arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-text-lite-v1"],
    },
  ]);
  expect(bedrockStatements(["anthropic.claude-3-haiku-20240307-v1:0"], place)[1]).toEqual({
    Sid: "SubscribeToModels",
    Effect: "Allow",
    Action: ["aws-marketplace:Subscribe", "aws-marketplace:ViewSubscriptions"],
    Resource: "*",
    Condition: { StringEquals: { "aws:CalledViaLast": "bedrock.amazonaws.com" } },
  });
});

test("settings are read below one path only", () => {
  const path = "arn:aws:ssm:us-east-1:123456789012:parameter/shop/dev/app/";
  expect(parameterPathStatements(path, undefined)[0]!.Resource).toEqual([path.slice(0, -1), `${path}*`]);
});

test("volumes are named after their container and folder", () => {
  expect(["/tmp", "/var/cache/nginx", "/data/"].map((path) => volumeName("web", path))).toEqual([
    "web-tmp",
    "web-var-cache-nginx",
    "web-data",
  ]);
});

test("a repository deletes untagged images by age and all others by number", () => {
  const { rules } = JSON.parse(renderLifecyclePolicy({ keep: 10, retention: 7 })) as {
    rules: { selection: object }[];
  };
  expect(rules.map(({ selection }) => selection)).toEqual([
    { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 7 },
    { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 },
  ]);
});

test("the bucket of access logs takes them from this account's load balancers, and nothing without TLS", () => {
  const [deny, denyOldTls, write] = JSON.parse(
    renderAccessLogPolicy("arn:aws:s3:::logs", { accountId: "123456789012", region: "us-east-1" }),
  ).Statement;
  expect(write).toMatchObject({
    Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
    Resource: "arn:aws:s3:::logs/*/AWSLogs/123456789012/*",
    Condition: {
      ArnLike: { "aws:SourceArn": "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/*" },
    },
  });
  expect(deny).toMatchObject({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } });
  expect(denyOldTls).toMatchObject({ Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } });
});

test("a function is told where its secrets are, and its port for the web adapter", () => {
  expect(functionEnvironment({ port: 3001 }, { environment: { A: "1" }, secrets: { KEY: "arn:x" } })).toEqual(
    {
      AWS_LWA_PORT: "3001",
      A: "1",
      KEY_ARN: "arn:x",
    },
  );
});

test("the database set-up creates what is absent, quotes every name and touches no user where there is none", () => {
  const script = renderDatabaseSetup(true);
  expect(script).toMatch(/^set -eu\n/);
  expect(script).toContain("CREATE ROLE %I LOGIN");
  expect(script).toContain("WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name')");
  expect(renderDatabaseSetup(false)).not.toContain("ROLE");
});
