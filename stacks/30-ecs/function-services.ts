import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { settle, type TaskSetting } from "../../shared/components/container-task.ts";
import { startStatements } from "../../shared/components/policy-statements.ts";
import { allow, type Statement } from "../../shared/policy-document.ts";
import { WorkloadIdentity } from "../../shared/components/workload-identity.ts";
import { logGroupName, resourceName } from "../../shared/naming.ts";
import type { ComputeConfig, ServiceConfig } from "./config.ts";
import type { ImageRepositories } from "./repositories.ts";
import type { Placement, ServiceOutputs } from "./service-outputs.ts";

export interface FunctionServicesArgs {
  compute: ComputeConfig["compute"];
  setting: TaskSetting;
  placement: Placement;
  repositories: ImageRepositories;
}

/** The version that callers get; a deployment moves it. */
const aliasName = "live";

/** All services of engine lambda: functions from images, each behind an alias that API Gateway calls. */
export class FunctionServices extends pulumi.ComponentResource {
  readonly outputs: Record<string, ServiceOutputs> = {};

  constructor(name: string, args: FunctionServicesArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:30-ecs:FunctionServices", name, {}, options);

    for (const [service, config] of Object.entries(args.compute.services)) {
      const { settings, grants } = settle(service, config, args.setting, isTraced(args));
      const identity = createIdentity(this, service, settings, grants, args);
      const running = createFunction(this, service, config, settings, identity, args);
      const alias = running && createAlias(this, service, running, args);
      this.outputs[service] = describe(service, alias, identity, args);
    }
    this.registerOutputs();
  }
}

type Settled = ReturnType<typeof settle>;

function isTraced({ setting }: FunctionServicesArgs): boolean {
  return setting.obs.tracing === "adot";
}

function createIdentity(
  parent: FunctionServices,
  name: string,
  settings: Settled["settings"],
  grants: Settled["grants"],
  { compute, setting }: FunctionServicesArgs,
): WorkloadIdentity {
  const logGroup = logGroupName(setting.scope, "aws/lambda", name);
  const logGroupArn = `arn:aws:logs:${setting.scope.region}:${setting.scope.accountId}:log-group:${logGroup}`;
  return new WorkloadIdentity(
    name,
    {
      runner: "lambda.amazonaws.com",
      grants: {
        ...grants,
        // A function writes its own log and reads its own secrets; Lambda pulls the image itself.
        access: settings.apply((access) =>
          startStatements({ ...access, repositoryArns: [], logGroupArns: [logGroupArn] }),
        ),
        ...(compute.lambda.vpc && { network: networkStatements() }),
      },
      permissionsBoundaryArn: setting.permissionsBoundaryArn,
      logGroupName: logGroup,
      logRetentionDays: setting.obs.logRetentionDays,
      logKmsKeyArn: setting.logKmsKeyArn,
    },
    { parent },
  );
}

/** Network interfaces of a function in a VPC; Lambda checks these rights on every resource. */
function networkStatements(): Statement[] {
  return [
    allow(
      "AttachToVpc",
      [
        "ec2:AssignPrivateIpAddresses",
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSubnets",
        "ec2:UnassignPrivateIpAddresses",
      ],
      "*",
    ),
  ];
}

function createFunction(
  parent: FunctionServices,
  name: string,
  service: ServiceConfig,
  settings: Settled["settings"],
  { taskRole, logGroup, policies }: WorkloadIdentity,
  args: FunctionServicesArgs,
): aws.lambda.Function | undefined {
  // Lambda checks the image when a function is made, so there is none before the first image.
  if (service.image === "") return undefined;
  const { compute, setting, placement, repositories } = args;
  return new aws.lambda.Function(
    name,
    {
      name: resourceName(setting.scope, name, 64),
      role: taskRole.arn,
      packageType: "Image",
      imageUri: settings.image,
      ...(service.command !== undefined && { imageConfig: { commands: service.command } }),
      architectures: [compute.architecture === "arm64" ? "arm64" : "x86_64"],
      memorySize: service.memory,
      timeout: service.timeoutSeconds,
      environment: { variables: settings.apply((own) => functionEnvironment(service, own)) },
      loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
      tracingConfig: { mode: isTraced(args) ? "Active" : "PassThrough" },
      ...(compute.lambda.vpc && {
        vpcConfig: {
          subnetIds: placement.privateSubnetIds,
          securityGroupIds: [placement.lambdaSecurityGroupId],
        },
      }),
      publish: true,
    },
    { parent, dependsOn: [...policies, ...repositories.functionAccess], deleteBeforeReplace: true },
  );
}

/** Lambda injects no secrets, so the app is told where each one is, as <NAME>_ARN, and reads it when it starts. */
export function functionEnvironment(
  { port }: { port?: number | undefined },
  {
    environment,
    secrets,
  }: { environment: Readonly<Record<string, string>>; secrets: Readonly<Record<string, string>> },
): Record<string, string> {
  const locations = Object.entries(secrets).map(([name, location]) => [`${name}_ARN`, location]);
  return {
    // Read by the Lambda Web Adapter, with which a web server runs unchanged.
    ...(port !== undefined && { AWS_LWA_PORT: String(port) }),
    ...environment,
    ...(Object.fromEntries(locations) as Record<string, string>),
  };
}

function createAlias(
  parent: FunctionServices,
  name: string,
  fn: aws.lambda.Function,
  { compute }: FunctionServicesArgs,
): aws.lambda.Alias {
  const alias = new aws.lambda.Alias(
    name,
    { name: aliasName, functionName: fn.name, functionVersion: fn.version },
    { parent },
  );
  if (compute.lambda.keepWarm > 0) {
    new aws.lambda.ProvisionedConcurrencyConfig(
      name,
      {
        functionName: fn.name,
        qualifier: alias.name,
        provisionedConcurrentExecutions: compute.lambda.keepWarm,
      },
      { parent },
    );
  }
  return alias;
}

function describe(
  name: string,
  alias: aws.lambda.Alias | undefined,
  { taskRole, logGroup }: WorkloadIdentity,
  { setting }: FunctionServicesArgs,
): ServiceOutputs {
  return {
    name: alias?.functionName ?? resourceName(setting.scope, name, 64),
    arn: alias?.arn,
    invokeArn: alias?.invokeArn,
    taskRoleName: taskRole.name,
    taskRoleArn: taskRole.arn,
    targetGroupArnSuffixes: [],
    logGroupName: logGroup.name,
  };
}
