import { statement, type ResourceCases } from "./case.ts";

/** Rules about images, tasks, load balancers, functions and logs. */
export const compute: ResourceCases = {
  "ecr-immutable": {
    keeps: { imageTagMutability: "IMMUTABLE" },
    breaks: { imageTagMutability: "MUTABLE" },
    says: 'imageTagMutability is wrong, expected one of "IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION", got "MUTABLE"',
  },
  "ecr-scanned": {
    keeps: { imageScanningConfiguration: { scanOnPush: true } },
    breaks: { imageScanningConfiguration: { scanOnPush: false } },
    says: "imageScanningConfiguration.scanOnPush is wrong, expected true, got false",
  },
  "ecr-encrypted": {
    keeps: { encryptionConfigurations: [{ encryptionType: "KMS" }] },
    breaks: { encryptionConfigurations: [{ encryptionType: "AES256" }] },
    says: 'encryptionConfigurations.0.encryptionType is wrong, expected one of "KMS", "KMS_DSSE", got "AES256"',
  },
  "ecr-policy-not-public": {
    keeps: {
      repository: "api",
      policy: statement({
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111111111111:root" },
        Action: "ecr:BatchGetImage",
      }),
    },
    breaks: { policy: statement({ Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" }) },
    says: 'the policy lets anybody in, expected named principals or a condition on the caller, got "*"',
  },
  "ecs-container-insights": {
    keeps: { settings: [{ name: "containerInsights", value: "enabled" }] },
    breaks: { settings: [{ name: "containerInsights", value: "disabled" }] },
    says: 'containerInsights is wrong, expected one of "enabled", "enhanced", got "disabled"',
  },
  "ecs-exec-logged": {
    keeps: {
      configuration: {
        executeCommandConfiguration: {
          logging: "OVERRIDE",
          kmsKeyId: "arn:aws:kms:us-east-1:111111111111:key/1",
          logConfiguration: { cloudWatchLogGroupName: "/exec" },
        },
      },
    },
    breaks: { configuration: { executeCommandConfiguration: { logging: "NONE" } } },
    says: 'configuration.executeCommandConfiguration.logging is wrong, expected "OVERRIDE", got "NONE"',
  },
  "ecs-no-public-address": {
    keeps: { networkConfiguration: { assignPublicIp: false } },
    breaks: { networkConfiguration: { assignPublicIp: true } },
    says: "networkConfiguration.assignPublicIp is wrong, expected anything but true, got true",
  },
  "ecs-platform-version": {
    keeps: { platformVersion: "LATEST" },
    breaks: { platformVersion: "1.3.0" },
    says: 'platformVersion is wrong, expected "LATEST", got "1.3.0"',
  },
  "ecs-rolls-back": {
    keeps: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    breaks: {
      deploymentCircuitBreaker: { enable: true, rollback: false },
      deploymentConfiguration: { strategy: "ROLLING" },
    },
    says: "deploymentCircuitBreaker.rollback is wrong, expected true, got false",
  },
  "ecs-not-privileged": {
    keeps: { containerDefinitions: JSON.stringify([{ name: "api" }]) },
    breaks: { containerDefinitions: JSON.stringify([{ name: "api", privileged: true }]) },
    says: "privileged is wrong, expected anything but true, got true",
  },
  "ecs-read-only-root": {
    keeps: { containerDefinitions: JSON.stringify([{ name: "api", readonlyRootFilesystem: true }]) },
    breaks: { containerDefinitions: JSON.stringify([{ name: "api" }]) },
    says: "readonlyRootFilesystem is wrong, expected true, got nothing",
  },
  "ecs-logged": {
    keeps: {
      containerDefinitions: JSON.stringify([{ name: "api", logConfiguration: { logDriver: "awslogs" } }]),
    },
    breaks: { containerDefinitions: JSON.stringify([{ name: "api" }]) },
    says: "logConfiguration.logDriver is wrong, expected a log driver, got nothing",
  },
  "ecs-no-secrets-in-environment": {
    keeps: {
      containerDefinitions: JSON.stringify([
        {
          name: "api",
          environment: [
            { name: "DB_HOST", value: "db" },
            { name: "DB_PASSWORD", value: "arn:aws:secretsmanager:us-east-1:111111111111:secret:db" },
          ],
        },
      ]),
    },
    breaks: {
      containerDefinitions: JSON.stringify([
        { name: "api", environment: [{ name: "DB_PASSWORD", value: "letmein" }] },
      ]),
    },
    says: 'environment variable "DB_PASSWORD" holds a secret in plain text, expected it under secrets, got a value',
  },
  "ecs-own-namespaces": {
    keeps: { networkMode: "awsvpc" },
    breaks: { pidMode: "host" },
    says: 'pidMode is wrong, expected anything but "host", got "host"',
  },
  "ecs-two-roles": {
    keeps: {
      executionRoleArn: "arn:aws:iam::111111111111:role/start",
      taskRoleArn: "arn:aws:iam::111111111111:role/task",
    },
    breaks: {
      executionRoleArn: "arn:aws:iam::111111111111:role/task",
      taskRoleArn: "arn:aws:iam::111111111111:role/task",
    },
    says: "one role starts the task and runs in it, expected two, got the same",
  },
  "alb-drops-invalid-headers": {
    keeps: { dropInvalidHeaderFields: true },
    breaks: { dropInvalidHeaderFields: false },
    says: "dropInvalidHeaderFields is wrong, expected true, got false",
  },
  "alb-desync": {
    keeps: { desyncMitigationMode: "defensive" },
    breaks: { desyncMitigationMode: "monitor" },
    says: 'desyncMitigationMode is wrong, expected one of "defensive", "strictest", got "monitor"',
  },
  "alb-access-logs": {
    keeps: { accessLogs: { enabled: true } },
    breaks: { accessLogs: undefined },
    says: "accessLogs.enabled is wrong, expected true, got nothing",
  },
  "alb-deletion-protection": {
    keeps: { enableDeletionProtection: true },
    breaks: { enableDeletionProtection: false },
    says: "enableDeletionProtection is wrong, expected true, got false",
  },
  "alb-zones": {
    keeps: { subnets: ["subnet-1", "subnet-2"] },
    breaks: { subnets: ["subnet-1"] },
    says: 'subnets is wrong, expected two or more, got ["subnet-1"]',
  },
  "alb-https": {
    keeps: { protocol: "HTTP", defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS" } }] },
    breaks: { protocol: "HTTP", defaultActions: [{ type: "forward" }] },
    says: "the listener answers in the clear, expected a redirect to HTTPS, got another action",
  },
  "alb-tls-policy": {
    keeps: { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06" },
    breaks: { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-2016-08" },
    says: 'sslPolicy is wrong, expected "ELBSecurityPolicy-TLS13-1-2-Res-2021-06" or stricter, got "ELBSecurityPolicy-2016-08"',
  },
  "target-group-health": {
    keeps: { healthCheck: { path: "/health" } },
    breaks: { healthCheck: { enabled: false } },
    says: "healthCheck.enabled is wrong, expected anything but false, got false",
  },
  "log-group-retention": {
    keeps: { retentionInDays: 30 },
    breaks: { retentionInDays: undefined },
    says: "retentionInDays is wrong, expected at least 1, got nothing",
  },
  "log-group-own-key": {
    keeps: { kmsKeyId: "arn:aws:kms:us-east-1:111111111111:key/1" },
    breaks: { kmsKeyId: undefined },
    says: "kmsKeyId is wrong, expected a key of the account, got nothing",
  },
  "lambda-tracing": {
    keeps: { tracingConfig: { mode: "Active" } },
    breaks: { tracingConfig: { mode: "PassThrough" } },
    says: 'tracingConfig.mode is wrong, expected "Active", got "PassThrough"',
  },
  "lambda-log-group": {
    keeps: { loggingConfig: { logGroup: "/app" } },
    breaks: { loggingConfig: undefined },
    says: "loggingConfig.logGroup is wrong, expected a log group of the stack, got nothing",
  },
  "lambda-runtime": {
    keeps: { runtime: "nodejs24.x" },
    breaks: { runtime: "nodejs16.x", packageType: undefined },
    says: 'runtime is wrong, expected one of "nodejs22.x", "nodejs24.x", "python3.12", "python3.13", "python3.14", "provided.al2023", got "nodejs16.x"',
  },
  "lambda-url-signed": {
    keeps: { functionName: "worker", authorizationType: "AWS_IAM" },
    breaks: { authorizationType: "NONE" },
    says: 'authorizationType is wrong, expected "AWS_IAM", got "NONE"',
  },
  "lambda-no-secrets-in-environment": {
    keeps: {
      environment: { variables: { SECRET_ARN: "arn:aws:secretsmanager:us-east-1:111111111111:secret:a" } },
    },
    breaks: { environment: { variables: { STRIPE_API_KEY: "sk_live_1" } } },
    says: 'environment variable "STRIPE_API_KEY" holds a secret in plain text, expected where the secret is, got a value',
  },
  "lambda-caller-bound": {
    keeps: {
      principal: "cognito-idp.amazonaws.com",
      sourceArn: "arn:aws:cognito-idp:us-east-1:111111111111:userpool/a",
    },
    breaks: { principal: "cognito-idp.amazonaws.com", sourceArn: undefined },
    says: "sourceArn is wrong, expected the resource that calls, or a sourceAccount, got nothing",
  },
  "sfn-logged": {
    keeps: {
      loggingConfiguration: {
        level: "ERROR",
        logDestination: "arn:aws:logs:us-east-1:111111111111:log-group:/app:*",
      },
    },
    breaks: { loggingConfiguration: { level: "OFF" } },
    says: 'loggingConfiguration.level is wrong, expected one of "ERROR", "FATAL", "ALL", got "OFF"',
  },
  "sfn-no-data-in-logs": {
    keeps: { loggingConfiguration: {} },
    breaks: { loggingConfiguration: { includeExecutionData: true } },
    says: "loggingConfiguration.includeExecutionData is wrong, expected anything but true, got true",
  },
  "sfn-tracing": {
    keeps: { tracingConfiguration: { enabled: true } },
    breaks: { tracingConfiguration: undefined },
    says: "tracingConfiguration.enabled is wrong, expected true, got nothing",
  },
};
