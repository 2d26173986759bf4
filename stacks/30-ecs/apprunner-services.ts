import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { settle, type TaskSetting } from "../../shared/components/container-task.ts";
import { startStatements } from "../../shared/components/policy-statements.ts";
import { allow } from "../../shared/policy-document.ts";
import { WorkloadIdentity } from "../../shared/components/workload-identity.ts";
import { fitName, logGroupName, resourceName } from "../../shared/naming.ts";
import type { ComputeConfig, ServiceConfig } from "./config.ts";
import type { Placement, ServiceOutputs } from "./service-outputs.ts";

export interface AppRunnerServicesArgs {
  compute: ComputeConfig["compute"];
  setting: TaskSetting;
  placement: Placement;
}

/** All services of engine apprunner, for accounts that App Runner still serves. */
export class AppRunnerServices extends pulumi.ComponentResource {
  readonly outputs: Record<string, ServiceOutputs> = {};

  constructor(name: string, args: AppRunnerServicesArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:30-ecs:AppRunnerServices", name, {}, options);

    const connector = createVpcConnector(this, args);
    const observability = createObservability(this, args);
    for (const [service, config] of Object.entries(args.compute.services)) {
      const { settings, grants } = settle(service, config, args.setting, observability !== undefined);
      const identity = createIdentity(this, service, settings, grants, args);
      const running = createService(
        this,
        service,
        config,
        settings,
        identity,
        { connector, observability },
        args,
      );
      this.outputs[service] = describe(service, running, identity, args);
    }
    this.registerOutputs();
  }
}

type Settled = ReturnType<typeof settle>;

interface Shared {
  connector: aws.apprunner.VpcConnector | undefined;
  observability: aws.apprunner.ObservabilityConfiguration | undefined;
}

function createVpcConnector(
  parent: AppRunnerServices,
  { compute, setting, placement }: AppRunnerServicesArgs,
): aws.apprunner.VpcConnector | undefined {
  if (!compute.apprunner.vpcConnector) return undefined;
  return new aws.apprunner.VpcConnector(
    "vpc",
    {
      vpcConnectorName: resourceName(setting.scope, "vpc", 40),
      subnets: placement.privateSubnetIds,
      securityGroups: [placement.securityGroupId],
    },
    { parent },
  );
}

function createObservability(
  parent: AppRunnerServices,
  { setting }: AppRunnerServicesArgs,
): aws.apprunner.ObservabilityConfiguration | undefined {
  if (setting.obs.tracing === "off") return undefined;
  return new aws.apprunner.ObservabilityConfiguration(
    "tracing",
    {
      observabilityConfigurationName: resourceName(setting.scope, "tracing", 32),
      traceConfiguration: { vendor: "AWSXRAY" },
    },
    { parent },
  );
}

/** App Runner pulls the image with one role, and everything else, secrets included, is read with the app's own. */
function createIdentity(
  parent: AppRunnerServices,
  name: string,
  settings: Settled["settings"],
  grants: Settled["grants"],
  { setting }: AppRunnerServicesArgs,
): WorkloadIdentity {
  return new WorkloadIdentity(
    name,
    {
      starter: {
        principal: "build.apprunner.amazonaws.com",
        statements: () =>
          settings.apply(({ repositoryArns }) => [
            allow("LogInToEcr", ["ecr:GetAuthorizationToken"], "*"),
            allow(
              "PullImages",
              [
                "ecr:BatchCheckLayerAvailability",
                "ecr:BatchGetImage",
                "ecr:DescribeImages",
                "ecr:GetDownloadUrlForLayer",
              ],
              repositoryArns.length === 0
                ? `arn:aws:ecr:*:${setting.scope.accountId}:repository/*`
                : repositoryArns,
            ),
          ]),
      },
      runner: "tasks.apprunner.amazonaws.com",
      grants: {
        ...grants,
        access: startGrant(settings, name, setting),
      },
      permissionsBoundaryArn: setting.permissionsBoundaryArn,
      logGroupName: logGroupName(setting.scope, "apprunner", name),
      logRetentionDays: setting.obs.logRetentionDays,
      logKmsKeyArn: setting.logKmsKeyArn,
    },
    { parent },
  );
}

function startGrant(settings: Settled["settings"], name: string, { scope }: TaskSetting) {
  const logGroupArn = `arn:aws:logs:${scope.region}:${scope.accountId}:log-group:${logGroupName(scope, "apprunner", name)}`;
  return settings.apply((access) =>
    startStatements({ ...access, repositoryArns: [], logGroupArns: [logGroupArn] }),
  );
}

function createService(
  parent: AppRunnerServices,
  name: string,
  service: ServiceConfig,
  settings: Settled["settings"],
  { startRole, taskRole, policies }: WorkloadIdentity,
  { connector, observability }: Shared,
  { compute, setting }: AppRunnerServicesArgs,
): aws.apprunner.Service | undefined {
  // A service whose image is missing fails for good and can only be deleted, so there is none before the first image.
  if (service.image === "" || startRole === undefined) return undefined;
  const { health } = service;
  return new aws.apprunner.Service(
    name,
    {
      serviceName: resourceName(setting.scope, name, 40),
      sourceConfiguration: {
        autoDeploymentsEnabled: compute.apprunner.autoDeployments,
        authenticationConfiguration: { accessRoleArn: startRole.arn },
        imageRepository: {
          imageIdentifier: settings.image,
          imageRepositoryType: "ECR",
          imageConfiguration: {
            port: String(service.port),
            ...(service.command !== undefined && { startCommand: service.command.join(" ") }),
            runtimeEnvironmentVariables: settings.environment,
            runtimeEnvironmentSecrets: settings.secrets,
          },
        },
      },
      instanceConfiguration: {
        cpu: String(service.cpu),
        memory: String(service.memory),
        instanceRoleArn: taskRole.arn,
      },
      healthCheckConfiguration: {
        protocol: "HTTP",
        path: health.path,
        interval: Math.min(health.intervalSeconds, 20),
        timeout: Math.min(health.timeoutSeconds, 20),
        healthyThreshold: health.healthyThreshold,
        unhealthyThreshold: health.unhealthyThreshold,
      },
      autoScalingConfigurationArn: createAutoScaling(parent, name, service, setting, compute).arn,
      networkConfiguration: {
        egressConfiguration:
          connector === undefined
            ? { egressType: "DEFAULT" }
            : { egressType: "VPC", vpcConnectorArn: connector.arn },
      },
      ...(observability !== undefined && {
        observabilityConfiguration: {
          observabilityEnabled: true,
          observabilityConfigurationArn: observability.arn,
        },
      }),
    },
    { parent, dependsOn: [...policies], deleteBeforeReplace: true },
  );
}

function createAutoScaling(
  parent: AppRunnerServices,
  name: string,
  { desired, scaling }: ServiceConfig,
  { scope }: TaskSetting,
  { apprunner }: ComputeConfig["compute"],
): aws.apprunner.AutoScalingConfigurationVersion {
  const fewest = Math.max(1, desired);
  return new aws.apprunner.AutoScalingConfigurationVersion(
    name,
    {
      autoScalingConfigurationName: fitName(resourceName(scope, name), 32),
      maxConcurrency: apprunner.maxConcurrency,
      minSize: scaling?.min ?? fewest,
      maxSize: scaling?.max ?? fewest,
    },
    { parent },
  );
}

function describe(
  name: string,
  service: aws.apprunner.Service | undefined,
  { taskRole, startRole, logGroup }: WorkloadIdentity,
  { setting }: AppRunnerServicesArgs,
): ServiceOutputs {
  return {
    name: service?.serviceName ?? resourceName(setting.scope, name, 40),
    arn: service?.arn,
    url: service?.serviceUrl.apply((host) => `https://${host}`),
    taskRoleName: taskRole.name,
    taskRoleArn: taskRole.arn,
    executionRoleArn: startRole?.arn,
    targetGroupArnSuffixes: [],
    logGroupName: logGroup.name,
  };
}
