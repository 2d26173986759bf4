import { expect, test } from "@jest/globals";
import { auth } from "../../../shared/contracts/auth.ts";
import { examples, type HardenExample } from "../../support/examples/harden.ts";
import { belowQueues } from "../../support/examples/below-queues.ts";
import { runLayer } from "../../support/layer-under-mocks.ts";
import { published } from "../../support/published.ts";

const accountId = "123456789012";

const door = (scheme: "public" | "internal", region: string) => ({
  arn: `arn:aws:elasticloadbalancing:${region}:${accountId}:loadbalancer/app/${scheme}/0123456789abcdef`,
  arnSuffix: `app/${scheme}/0123456789abcdef`,
  dnsName: `${scheme}-1.${region}.elb.amazonaws.com`,
  zoneId: "Z368ELLRRE2KJ0",
  listenerArn: `arn:aws:elasticloadbalancing:${region}:${accountId}:listener/app/${scheme}/0123456789abcdef/1`,
  https: false,
  targetGroupArnSuffixes: {},
});

/** Runs 80-harden with an example; `compute` alters what 30-ecs published. */
const run = (name: HardenExample, compute: object = {}) => {
  const config = structuredClone(examples[name]);
  const { region } = config;
  const express = { engine: "ecs-express" as const, exposure: "service" as const };
  const appRunner = {
    ...{ engine: "apprunner" as const, exposure: "service" as const },
    services: {
      app: {
        ...{ name: "app", taskRoleName: "app", taskRoleArn: `arn:aws:iam::${accountId}:role/app` },
        ...{ targetGroupArnSuffixes: [], logGroupName: "/apprunner/app" },
        arn: `arn:aws:apprunner:${region}:${accountId}:service/app/0123456789abcdef`,
      },
    },
  };
  const shape =
    name === "app-runner-prod"
      ? appRunner
      : name === "app-runner-express-prod"
        ? express
        : { exposure: "public" as const };
  return runLayer({
    layer: "80-harden",
    stack: "prod",
    config: { ...config, ...(config.upstreams && { upstreams: { "50-auth": "prod" } }) },
    upstreams: {
      ...belowQueues("prod", region, {
        compute: { publicLoadBalancer: door("public", region), ...shape, ...compute },
      }),
      "organization/50-auth/prod": published(auth, {
        provider: "cognito",
        userPoolId: `${region}_a1B2c3D4e`,
        userPoolArn: `arn:aws:cognito-idp:${region}:${accountId}:userpool/${region}_a1B2c3D4e`,
        apiKind: "rest",
        apiStageArn: `arn:aws:apigateway:${region}::/restapis/a1b2c3d4e5/stages/live`,
        dnsRecords: [],
      }),
    },
  });
};

const webAcl = "aws:wafv2/webAcl:WebAcl";
const association = "aws:wafv2/webAclAssociation:WebAclAssociation";
const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
const targetsOf = ({ all }: Awaited<ReturnType<typeof run>>) =>
  all(association).map(({ name, inputs }) => [name, inputs["resourceArn"].split(":").slice(2, 3)[0]]);

test("doc-pipeline-dev: nothing is made and nothing is paid for", async () => {
  const { resources, outputs } = await run("doc-pipeline-dev");
  expect(resources.filter(({ type }) => type.startsWith("aws:"))).toEqual([]);
  expect(outputs).toMatchObject({ webAclMode: "off", vpcEndpointIds: {}, endpointCostMonthlyUsd: 0 });
});

test("doc-pipeline-prod: services answer at private names inside the VPC, in every zone, behind the group for it", async () => {
  const { all, outputs } = await run("doc-pipeline-prod");
  expect(all(endpoint).map(({ inputs }) => inputs["serviceName"])).toEqual(
    ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", "kms", "sts"].map(
      (name) => `com.amazonaws.us-west-1.${name}`,
    ),
  );
  for (const { inputs } of all(endpoint)) {
    expect(inputs).toMatchObject({ vpcEndpointType: "Interface", privateDnsEnabled: true });
    expect(inputs["subnetIds"]).toHaveLength(2);
    expect(inputs["securityGroupIds"]).toHaveLength(1);
  }
  expect(outputs["endpointCostMonthlyUsd"]).toBe(112.42);
  expect(Object.keys(outputs["vpcEndpointIds"])).toHaveLength(7);
});

test("doc-pipeline-dev-hardened: one zone has the endpoints, at half the price", async () => {
  const { all, outputs } = await run("doc-pipeline-dev-hardened", {
    exposure: "internal",
    publicLoadBalancer: undefined,
    internalLoadBalancer: door("internal", "us-west-1"),
  });
  for (const { inputs } of all(endpoint)) expect(inputs["subnetIds"]).toHaveLength(1);
  expect(outputs["endpointCostMonthlyUsd"]).toBe(32.12);
});

test("doc-pipeline-prod: the web ACL blocks before the REST API and the user pool, and logs without tokens and cookies", async () => {
  const run80 = await run("doc-pipeline-prod");
  expect(targetsOf(run80)).toEqual([
    ["rest", "apigateway"],
    ["cognito", "cognito-idp"],
  ]);
  const { inputs: acl } = run80.resource(webAcl);
  expect(acl).toMatchObject({ scope: "REGIONAL", defaultAction: { allow: {} } });
  expect(acl["visibilityConfig"]).toMatchObject({ cloudwatchMetricsEnabled: true });
  const group = run80.resource("aws:cloudwatch/logGroup:LogGroup").inputs;
  expect(group).toMatchObject({ name: "aws-waf-logs-doc-pipeline-prod-requests", retentionInDays: 365 });
  const log = run80.resource("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration").inputs;
  expect(log["redactedFields"].map((field: any) => field.singleHeader.name)).toEqual(
    expect.arrayContaining(["authorization", "cookie"]),
  );
  expect(run80.outputs).toMatchObject({ webAclMode: "block", webAclName: "doc-pipeline-prod-requests" });
});

test("doc-pipeline-prod: database subnets exchange packets with the VPC only", async () => {
  const { resource } = await run("doc-pipeline-prod");
  const { inputs } = resource("aws:ec2/networkAcl:NetworkAcl", "db");
  expect(inputs["ingress"]).toMatchObject([{ cidrBlock: "10.0.0.0/16", action: "allow" }]);
  expect(inputs["egress"]).toMatchObject([{ cidrBlock: "10.0.0.0/16", action: "allow" }]);
});

test.each<[HardenExample, [string, string][]]>([
  ["web-api-prod", [["alb-public", "elasticloadbalancing"]]],
  ["utm-prod", [["alb-public", "elasticloadbalancing"]]],
  ["app-runner-prod", [["apprunner-app", "apprunner"]]],
  ["app-runner-express-prod", [["express", "elasticloadbalancing"]]],
])("%s: the web ACL protects %j", async (name, expected) => {
  expect(targetsOf(await run(name))).toEqual(expected);
});

test("while traffic moves, both load balancers are protected", async () => {
  const both = { exposure: "both", internalLoadBalancer: door("internal", "us-east-1") };
  expect(targetsOf(await run("web-api-prod", both)).map(([name]) => name)).toEqual([
    "alb-public",
    "alb-internal",
  ]);
});

test("utm-prod: each daily backup of the cluster is copied to another region, under keys and locks of its own", async () => {
  const { all, resource, outputs } = await run("utm-prod");
  expect(all("aws:backup/vault:Vault").map(({ name, inputs }) => [name, inputs["region"]])).toEqual([
    ["backups", "us-east-1"],
    ["copies", "us-west-2"],
  ]);
  expect(all("aws:kms/key:Key").map(({ inputs }) => [inputs["region"], inputs["enableKeyRotation"]])).toEqual(
    [
      ["us-east-1", true],
      ["us-west-2", true],
    ],
  );
  expect(
    all("aws:backup/vaultLockConfiguration:VaultLockConfiguration").map(
      ({ inputs }) => inputs["minRetentionDays"],
    ),
  ).toEqual([30, 30]);
  const [daily] = resource("aws:backup/plan:Plan").inputs["rules"];
  expect(daily).toMatchObject({ schedule: "cron(0 5 * * ? *)", lifecycle: { deleteAfter: 35 } });
  expect(daily.copyActions).toEqual([
    { destinationVaultArn: outputs["backupCopyVaultArn"], lifecycle: { deleteAfter: 90 } },
  ]);
  expect(outputs["backupCopyVaultArn"]).toContain(":us-west-2:");
});

test("utm-prod: what to back up is named, or has every tag", async () => {
  const { resource } = await run("utm-prod");
  const selection = "aws:backup/selection:Selection";
  expect(resource(selection, "by-name").inputs["resources"]).toEqual([
    expect.stringMatching(/^arn:aws:rds:us-east-1:123456789012:(db|cluster):/),
  ]);
  expect(resource(selection, "by-tag").inputs).toMatchObject({
    resources: ["*"],
    conditions: [
      {
        stringEquals: [
          { key: "aws:ResourceTag/Project", value: "utm" },
          { key: "aws:ResourceTag/Backup", value: "daily" },
        ],
      },
    ],
  });
});

test("a role that AWS Backup assumes carries the account's boundary", async () => {
  const { resource } = await run("utm-prod");
  expect(resource("aws:iam/role:Role").inputs["permissionsBoundary"]).toBe(
    "arn:aws:iam::123456789012:policy/boundary",
  );
});

test("a target that the layers below do not have stops the update before anything is made", async () => {
  await expect(run("web-api-prod", { engine: "lambda", exposure: "service", publicLoadBalancer: undefined }))
    .rejects.toThrow(`the configuration of 80-harden/prod does not fit the layers below it:
  - 80-harden:harden.waf.targets.0 is "alb", but 30-ecs runs services on lambda, which has none; use another target, or put CloudFront in front (cdn.waf in 90-cdn)`);
});
