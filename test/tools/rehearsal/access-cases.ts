import type { Properties } from "../../../tools/rehearsal/property-values.ts";
import { trustedBy } from "./account-rig.ts";
import type { Account, RuleCase } from "./account-rig.ts";

const secret = "aws:secretsmanager/secret:Secret";
const secretVersion = "aws:secretsmanager/secretVersion:SecretVersion";
const rotation = "aws:secretsmanager/secretRotation:SecretRotation";

const fill = (secretId: string) => async (aws: Account) => {
  await aws.create(secret, "stripe", { name: "shop/stripe" });
  await aws.create(secretVersion, "stripe", { secretId, secretString: "replace-me" });
};
const rotate = (inputs: Properties) => async (aws: Account) => {
  await aws.create(secret, "stripe", { name: "shop/stripe" });
  await aws.create(rotation, "stripe", { secretId: "shop/stripe", ...inputs });
};

const setAccountRole = (service: string) => async (aws: Account) =>
  await aws.create("aws:apigateway/account:Account", "account", {
    cloudwatchRoleArn: await trustedBy(aws, service),
  });

const watchDatabase = (service: string) => async (aws: Account) =>
  await aws.create("aws:rds/instance:Instance", "shop", {
    identifier: "shop",
    engine: "postgres",
    engineVersion: "17",
    instanceClass: "db.t4g.micro",
    allocatedStorage: 20,
    username: "owner",
    manageMasterUserPassword: true,
    skipFinalSnapshot: true,
    monitoringInterval: 60,
    monitoringRoleArn: await trustedBy(aws, service),
  });

const recordFlows = (service: string) => async (aws: Account) =>
  await aws.create("aws:ec2/flowLog:FlowLog", "net", {
    vpcId: (await aws.vpc()).id,
    trafficType: "ALL",
    logDestination: "arn:aws:logs:us-west-1:111122223333:log-group:flows",
    iamRoleArn: await trustedBy(aws, service),
  });

const selectBackups = (service: string) => async (aws: Account) => {
  await aws.create("aws:backup/vault:Vault", "daily", { name: "daily" });
  const plan = await aws.create("aws:backup/plan:Plan", "daily", {
    name: "daily",
    rules: [{ ruleName: "daily", targetVaultName: "daily", schedule: "cron(0 3 * * ? *)" }],
  });
  await aws.create("aws:backup/selection:Selection", "daily", {
    name: "daily",
    planId: plan.id,
    iamRoleArn: await trustedBy(aws, service),
  });
};

const repository = "arn:aws:ecr:us-west-1:111122223333:repository/shop-api";
const grant =
  (Action: string, Resource = "*") =>
  (aws: Account) =>
    aws.create("aws:iam/policy:Policy", "read", {
      name: "read",
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action, Resource }],
      }),
    });
const trust = (Principal: Properties) => (aws: Account) =>
  aws.create("aws:iam/role:Role", "app", {
    name: "app",
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }],
    }),
  });

export const cases: Record<string, RuleCase> = {
  "missing-secret": {
    accepts: fill("shop/stripe"),
    refuses: fill("shop/google"),
    message: "Secrets Manager can't find the specified secret.",
  },
  "secret-rotation-function": {
    accepts: rotate({ rotationEnabled: false }),
    refuses: rotate({ rotationRules: { automaticallyAfterDays: 30 } }),
    message: "No Lambda rotation function ARN is associated with this secret.",
  },
  "api-account-role": {
    accepts: setAccountRole("apigateway"),
    refuses: setAccountRole("logs"),
    message: "The role ARN does not have required permissions configured.",
  },
  "db-monitoring-role-trust": {
    accepts: watchDatabase("monitoring.rds"),
    refuses: watchDatabase("rds"),
    message: "does not include the required permissions for: ENHANCED_MONITORING",
  },
  "flow-log-delivery": {
    accepts: recordFlows("vpc-flow-logs"),
    refuses: recordFlows("logs"),
    message: "Unable to assume given IAM role: arn:aws:iam::111122223333:role/app",
  },
  "backup-selection-role": {
    accepts: selectBackups("backup"),
    refuses: selectBackups("rds"),
    message: "IAM Role arn:aws:iam::111122223333:role/app cannot be assumed by AWS Backup",
  },
  "policy-actions-exist": {
    accepts: grant("s3:GetObject*"),
    refuses: grant("s3:ReadObject"),
    message: "The action s3:ReadObject does not exist.",
  },
  "policy-resources-fit": {
    accepts: grant("ecr:BatchGetImage", repository),
    refuses: grant("ecr:GetAuthorizationToken", repository),
    message: "The action ecr:GetAuthorizationToken does not support resource-level permissions.",
  },
  "policy-principals": {
    accepts: trust({ AWS: "arn:aws:iam::111122223333:root" }),
    refuses: trust({ Service: "ecs-tasks" }),
    message: 'Invalid principal in policy: "Service":"ecs-tasks"',
  },
};
