import { expect, test } from "@jest/globals";
import { deployIamStatements } from "../../../shared/components/deploy-policy.ts";
import { policyDocument, type Statement } from "../../../shared/policy-document.ts";
import { backendStatements, type Compute } from "../../../stacks/99-cicd/backend-policy.ts";
import { frontendStatements } from "../../../stacks/99-cicd/frontend-policy.ts";
import { compareStatements, lookStatements } from "../../../stacks/99-cicd/look-policy.ts";
import { otherEnvironmentsStay } from "../../../stacks/99-cicd/other-environments.ts";

const accountId = "123456789012";
const at = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${accountId}:${resource}`;
const role = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;
const parameter = at("ssm", "parameter/shop/dev/delivery/backend");

const service = (name: string, arn: string | undefined): Compute["services"][string] => ({
  name,
  arn,
  taskRoleName: `${name}-task`,
  taskRoleArn: role(`${name}-task`),
  executionRoleArn: role(`${name}-start`),
  targetGroupArnSuffixes: [],
  logGroupName: `/ecs/${name}`,
});
const fargate: Compute = {
  engine: "fargate",
  appUrl: undefined,
  clusterArn: at("ecs", "cluster/shop-dev"),
  repositories: { api: { url: "u", arn: at("ecr", "repository/shop-dev-api") } },
  services: { api: service("api", at("ecs", "service/shop-dev/api")) },
  migration: {
    taskDefinitionArn: at("ecs", "task-definition/shop-dev-migrate:7"),
    taskRoleArn: role("migrate-task"),
    executionRoleArn: role("migrate-start"),
    clusterArn: at("ecs", "cluster/shop-dev"),
    subnetIds: [],
    securityGroupId: "sg-0a1b2c3d",
    assignPublicIp: false,
    containerName: "migrate",
    logGroupName: "/ecs/shop-dev-migrate",
  },
};
const find = (statements: Statement[], sid: string) => statements.find(({ Sid }) => Sid === sid);
const sids = (statements: Statement[]) => statements.map(({ Sid }) => Sid);
const reach = (statements: Statement[]) =>
  Object.fromEntries(statements.map(({ Sid, Resource }) => [Sid, Resource]));

test("the backend's delivery reaches this environment's images, services and migration, and nothing else", () => {
  expect(reach(backendStatements(fargate, parameter))).toEqual({
    ReadDeliverySettings: parameter,
    LogInToEcr: "*",
    PushImages: [at("ecr", "repository/shop-dev-api")],
    RegisterRevisions: "*",
    TagNewRevisions: "*",
    UpdateServices: [at("ecs", "service/shop-dev/api")],
    WatchTasks: "*",
    RunMigration: at("ecs", "task-definition/shop-dev-migrate:*"),
    ReadMigrationLog: at("logs", "log-group:/ecs/shop-dev-migrate:*"),
    PassTaskRoles: [role("api-start"), role("api-task"), role("migrate-start"), role("migrate-task")],
  });
});

test("what AWS cannot tie to a resource is tied to the cluster, or to what creates it", () => {
  const statements = backendStatements(fargate, parameter);
  const cluster = { ArnEquals: { "ecs:cluster": at("ecs", "cluster/shop-dev") } };
  expect(find(statements, "WatchTasks")?.Condition).toEqual(cluster);
  expect(find(statements, "RunMigration")?.Condition).toEqual(cluster);
  expect(find(statements, "TagNewRevisions")?.Condition).toEqual({
    StringEquals: { "ecs:CreateAction": "RegisterTaskDefinition" },
  });
});

test("a role is passed to what runs the services only", () => {
  expect(find(backendStatements(fargate, parameter), "PassTaskRoles")?.Condition).toEqual({
    StringEquals: { "iam:PassedToService": ["ecs-tasks.amazonaws.com"] },
  });
});

test("without a migration or an image nothing is said about them", () => {
  const bare = { ...fargate, migration: undefined, services: { api: service("api", undefined) } };
  expect(sids(backendStatements(bare, parameter))).toEqual([
    "ReadDeliverySettings",
    "LogInToEcr",
    "PushImages",
    "PassTaskRoles",
  ]);
});

test.each<[Compute["engine"], string, string[], string[]]>([
  [
    "ecs-express",
    at("ecs", "service/shop-dev/api"),
    ["ecs:DescribeExpressGatewayService", "ecs:DescribeServices", "ecs:UpdateExpressGatewayService"],
    ["ecs-tasks.amazonaws.com"],
  ],
  [
    "apprunner",
    at("apprunner", "service/api/1"),
    [
      "apprunner:DescribeService",
      "apprunner:ListOperations",
      "apprunner:StartDeployment",
      "apprunner:UpdateService",
    ],
    ["build.apprunner.amazonaws.com", "tasks.apprunner.amazonaws.com"],
  ],
])("%s is delivered by its own actions", (engine, arn, actions, principals) => {
  const compute = { ...fargate, engine, migration: undefined, services: { api: service("api", arn) } };
  const statements = backendStatements(compute, parameter);
  expect(find(statements, "UpdateServices")).toMatchObject({ Action: actions, Resource: [arn] });
  expect(find(statements, "PassTaskRoles")?.Condition).toEqual({
    StringEquals: { "iam:PassedToService": principals },
  });
});

test("functions are updated behind their alias, and keep their roles", () => {
  const services = { api: service("api", at("lambda", "function:shop-dev-api:live")) };
  const statements = backendStatements(
    { ...fargate, engine: "lambda", migration: undefined, services },
    parameter,
  );
  expect(find(statements, "UpdateFunctions")?.Resource).toEqual([
    at("lambda", "function:shop-dev-api"),
    at("lambda", "function:shop-dev-api:*"),
  ]);
  expect(sids(statements)).not.toContain("PassTaskRoles");
});

const place = { region: "us-east-1", accountId };
test("the web app's delivery reaches its bucket, its distribution's cache and its own settings", () => {
  const site = {
    siteBucketArn: "arn:aws:s3:::shop-dev-site",
    distributionArn: `arn:aws:cloudfront::${accountId}:distribution/E1A2B3C4D5E6F7`,
    amplifyAppId: undefined,
    amplifyBranch: undefined,
  };
  expect(reach(frontendStatements(site, place, [parameter]))).toEqual({
    ReadBuildSettings: [parameter],
    ListFiles: site.siteBucketArn,
    SyncFiles: `${site.siteBucketArn}/*`,
    EmptyCache: site.distributionArn,
  });
});

test("an Amplify app is delivered to the one branch that it serves", () => {
  const site = {
    siteBucketArn: undefined,
    distributionArn: undefined,
    amplifyAppId: "d1a2b3c4d5",
    amplifyBranch: "release/1",
  };
  const branch = at("amplify", "apps/d1a2b3c4d5/branches/release%2F1");
  expect(reach(frontendStatements(site, place, [parameter]))).toEqual({
    ReadBuildSettings: [parameter],
    StartAmplifyJobs: [branch, `${branch}/jobs/*`, `${branch}/deployments/*`],
  });
});

const state = { bucket: "state", prefix: "team/", kmsKeyArns: [at("kms", "key/state")] };
const matches = (pattern: string, action: string) =>
  new RegExp(`^${pattern.replaceAll("*", ".*")}$`, "i").test(action);
const actionsOf = (actions: Statement["Action"]) => [actions ?? []].flat();
const allows = (statements: Statement[], action: string) =>
  statements.some(({ Action }) => actionsOf(Action).some((pattern) => matches(pattern, action)));

test("a preview changes nothing", () => {
  const actions = lookStatements("us-east-1", state).flatMap(({ Action }) => actionsOf(Action));
  const verbs = [...new Set(actions.map((action) => action.split(":")[1]?.match(/^[A-Z][a-z]+|^GET$/)?.[0]))];
  expect(verbs.sort()).toEqual(["Decrypt", "Describe", "GET", "Get", "List", "Validate", "View"]);
});

test.each([
  "secretsmanager:GetSecretValue",
  "ssm:GetParameter",
  "sqs:ReceiveMessage",
  "logs:GetLogEvents",
  "logs:FilterLogEvents",
  "cognito-idp:ListUsers",
  "cognito-idp:AdminGetUser",
  "dynamodb:GetItem",
  "ecr:GetDownloadUrlForLayer",
  "ecs:ExecuteCommand",
  "sts:AssumeRole",
  "s3:PutObject",
])("a preview has no %s", (action) => {
  expect(allows(lookStatements("us-east-1", state), action)).toBe(false);
});

test("a preview reads objects of the state only, decrypts with the state's keys only, and no API key", () => {
  const statements = lookStatements("us-east-1", state);
  expect(find(statements, "ReadState")).toMatchObject({ Resource: "arn:aws:s3:::state/team/.pulumi/*" });
  expect(find(statements, "DecryptState")).toMatchObject({ Resource: state.kmsKeyArns });
  expect(statements.filter(({ Action }) => actionsOf(Action).includes("s3:GetObject"))).toHaveLength(1);
  expect(JSON.stringify(find(statements, "LookAtApis")?.Resource)).not.toContain("apikeys");
  expect(sids(lookStatements("us-east-1", { prefix: "", kmsKeyArns: [] }))).toEqual(["Look", "LookAtApis"]);
});

const environment = { ...place, product: "shop", environment: "dev", ssmPrefix: "/shop/dev/" };
test("a comparison reads this environment's secrets and settings, and no other's", () => {
  expect(reach(compareStatements({ ...environment, dataKmsKeyArn: at("kms", "key/data") }))).toEqual({
    CompareSecrets: at("secretsmanager", "secret:shop/dev/*"),
    CompareSettings: at("ssm", "parameter/shop/dev/*"),
    CompareApiKeys: "arn:aws:apigateway:us-east-1::/apikeys/*",
    DecryptSecrets: at("kms", "key/data"),
  });
  expect(sids(compareStatements(environment))).not.toContain("DecryptSecrets");
});

test("a deployment harms no resource that another environment's tag is on", () => {
  expect(otherEnvironmentsStay("dev")).toMatchObject({
    Effect: "Deny",
    Action: expect.arrayContaining([
      "rds:Delete*",
      "ecs:Update*",
      "iam:PassRole",
      "secretsmanager:GetSecretValue",
    ]),
    Condition: {
      Null: { "aws:ResourceTag/Environment": "false" },
      StringNotEquals: { "aws:ResourceTag/Environment": "dev" },
    },
  });
});

/** IAM counts a role's inline policies together, and without white space. */
const limit = 10_240;
const many = Array.from({ length: 10 }, (_, index) => `service-number-${index}`);
test.each<[string, Statement[]]>([
  [
    "ten services",
    backendStatements(
      {
        ...fargate,
        services: Object.fromEntries(
          many.map((name) => [name, service(name, at("ecs", `service/shop-dev/${name}`))]),
        ),
        repositories: Object.fromEntries(
          many.map((name) => [name, { url: "u", arn: at("ecr", `repository/shop-dev-${name}`) }]),
        ),
      },
      parameter,
    ),
  ],
  ["a comparison", [...lookStatements("us-east-1", state), ...compareStatements(environment)]],
  [
    "a deployment",
    [...deployIamStatements({ accountId, boundaryArn: role("boundary") }), otherEnvironmentsStay("stage")],
  ],
])("the policy of %s fits into a role", (_, statements) => {
  expect(policyDocument(statements).length).toBeLessThan(limit);
});
