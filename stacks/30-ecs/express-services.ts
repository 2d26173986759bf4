import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { settle, type TaskSetting } from "../../shared/components/container-task.ts";
import { startStatements } from "../../shared/components/policy-statements.ts";
import { serviceTrust } from "../../shared/policy-document.ts";
import type { ScalingConfig } from "../../shared/components/scaling-config.ts";
import { WorkloadIdentity } from "../../shared/components/workload-identity.ts";
import { logGroupName, tracedName } from "../../shared/naming.ts";
import type { ComputeConfig, ServiceConfig } from "./config.ts";
import type { ServiceCluster } from "./service-cluster.ts";
import type { Placement, ServiceOutputs } from "./service-outputs.ts";
import { directTracing } from "./tracing.ts";

export interface ExpressServicesArgs {
  compute: ComputeConfig["compute"];
  setting: TaskSetting;
  cluster: ServiceCluster;
  placement: Placement;
}

/** All services of engine ecs-express. Express Mode makes their load balancer, scaling and deployments itself. */
export class ExpressServices extends pulumi.ComponentResource {
  readonly outputs: Record<string, ServiceOutputs> = {};

  constructor(name: string, args: ExpressServicesArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:30-ecs:ExpressServices", name, {}, options);

    const infrastructure = createInfrastructureRole(this, args);
    for (const [service, config] of Object.entries(args.compute.services)) {
      const { settings, grants } = settle(service, config, args.setting, isTraced(args));
      const identity = createIdentity(this, service, settings, grants, args);
      const running = createService(this, service, config, settings, identity, infrastructure, args);
      this.outputs[service] = describe(
        service,
        running,
        identity,
        running === undefined ? 0 : planScalingTarget(config).minTaskCount,
      );
    }
    this.registerOutputs();
  }
}

interface ExpressInfrastructure {
  role: aws.iam.Role;
  attachment: aws.iam.RolePolicyAttachment;
}

type Settled = ReturnType<typeof settle>;

function isTraced({ setting }: ExpressServicesArgs): boolean {
  return setting.obs.tracing === "adot";
}

function createInfrastructureRole(
  parent: ExpressServices,
  { setting }: ExpressServicesArgs,
): ExpressInfrastructure {
  const role = new aws.iam.Role(
    "express",
    {
      assumeRolePolicy: serviceTrust("ecs.amazonaws.com"),
      permissionsBoundary: setting.permissionsBoundaryArn,
    },
    { parent },
  );
  // Express Mode makes resources of its own choice; AWS extends this policy when that changes.
  const attachment = new aws.iam.RolePolicyAttachment(
    "express",
    {
      role: role.name,
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonECSInfrastructureRoleforExpressGatewayServices",
    },
    { parent },
  );
  return { role, attachment };
}

function createIdentity(
  parent: ExpressServices,
  name: string,
  settings: Settled["settings"],
  grants: Settled["grants"],
  { setting }: ExpressServicesArgs,
): WorkloadIdentity {
  return new WorkloadIdentity(
    name,
    {
      accountId: setting.scope.accountId,
      starter: {
        principal: "ecs-tasks.amazonaws.com",
        statements: (logGroupArn) =>
          settings.apply((access) => startStatements({ ...access, logGroupArns: [logGroupArn] })),
      },
      runner: "ecs-tasks.amazonaws.com",
      grants,
      permissionsBoundaryArn: setting.permissionsBoundaryArn,
      logGroupName: logGroupName(setting.scope, "ecs", name),
      logRetentionDays: setting.obs.logRetentionDays,
      logKmsKeyArn: setting.logKmsKeyArn,
    },
    { parent },
  );
}

function createService(
  parent: ExpressServices,
  name: string,
  service: ServiceConfig,
  settings: Settled["settings"],
  { startRole, taskRole, logGroup, policies }: WorkloadIdentity,
  infrastructure: ExpressInfrastructure,
  args: ExpressServicesArgs,
): aws.ecs.ExpressGatewayService | undefined {
  // Express Mode cannot run a service with no tasks, so there is none before the first image.
  if (service.image === "" || startRole === undefined) return undefined;
  const { compute, cluster, placement, setting } = args;
  const traced = isTraced(args) ? directTracing(setting.scope.region, tracedName(setting.scope, name)) : {};
  return new aws.ecs.ExpressGatewayService(
    name,
    {
      serviceName: name,
      cluster: cluster.clusterName,
      cpu: String(service.cpu),
      memory: String(service.memory),
      healthCheckPath: service.health.path,
      executionRoleArn: startRole.arn,
      taskRoleArn: taskRole.arn,
      infrastructureRoleArn: infrastructure.role.arn,
      networkConfigurations: [
        {
          // Public subnets make the service's load balancer internet-facing.
          subnets:
            compute.express.exposure === "public" ? placement.publicSubnetIds : placement.privateSubnetIds,
          securityGroups: [placement.securityGroupId],
        },
      ],
      primaryContainer: {
        image: settings.image,
        ...(service.port !== undefined && { containerPort: service.port }),
        ...(service.command !== undefined && { commands: service.command }),
        environments: settings.environment.apply((own) => named({ ...traced, ...own }, "value")),
        secrets: settings.secrets.apply((own) => named(own, "valueFrom")),
        awsLogsConfigurations: [{ logGroup: logGroup.name, logStreamPrefix: name }],
      },
      scalingTargets: [planScalingTarget(service)],
      waitForSteadyState: compute.deploy.wait,
    },
    {
      parent,
      dependsOn: [...policies, infrastructure.attachment, cluster.capacityProviders],
      deleteBeforeReplace: true,
    },
  );
}

/** Express Mode holds one measure; without scaling it keeps the wanted number of tasks. */
export function planScalingTarget({
  desired,
  scaling,
}: {
  desired: number;
  scaling?: ScalingConfig | undefined;
}) {
  const [autoScalingMetric, autoScalingTargetValue] =
    scaling?.memory !== undefined
      ? ["AVERAGE_MEMORY", scaling.memory]
      : scaling?.requests !== undefined
        ? ["REQUEST_COUNT_PER_TARGET", scaling.requests]
        : ["AVERAGE_CPU", scaling?.cpu ?? 60];
  const fewest = Math.max(1, desired);
  return {
    autoScalingMetric: String(autoScalingMetric),
    autoScalingTargetValue: Number(autoScalingTargetValue),
    minTaskCount: scaling?.min ?? fewest,
    maxTaskCount: scaling?.max ?? fewest,
  };
}

function named<K extends string>(record: Readonly<Record<string, string>>, field: K) {
  return Object.entries(record)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, [field]: value }) as { name: string } & Record<K, string>);
}

function describe(
  name: string,
  service: aws.ecs.ExpressGatewayService | undefined,
  { taskRole, startRole, logGroup }: WorkloadIdentity,
  minTasks: number,
): ServiceOutputs {
  return {
    name: service?.serviceName ?? name,
    arn: service?.serviceArn,
    url: service?.ingressPaths.apply((paths) => urlOf(paths[0]?.endpoint ?? "")),
    taskRoleName: taskRole.name,
    taskRoleArn: taskRole.arn,
    executionRoleArn: startRole?.arn,
    targetGroupArnSuffixes: [],
    minTasks,
    logGroupName: logGroup.name,
  };
}

function urlOf(endpoint: string): string {
  return endpoint.startsWith("http") ? endpoint : `https://${endpoint}`;
}
