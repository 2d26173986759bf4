import type * as pulumi from "@pulumi/pulumi";
import type { TaskSetting } from "../../shared/components/container-task.ts";
import type { account } from "../../shared/contracts/account.ts";
import type { network } from "../../shared/contracts/network.ts";
import type { Settled } from "../../shared/config-schema.ts";
import type { Upstream } from "../../shared/stack-reference.ts";
import { AccessLogBucket } from "./access-log-bucket.ts";
import { AppRunnerServices } from "./apprunner-services.ts";
import type { ComputeConfig } from "./config.ts";
import { ExpressServices } from "./express-services.ts";
import { FargateServices } from "./fargate-services.ts";
import { FrontDoor, type Scheme } from "./front-door.ts";
import { FunctionServices } from "./function-services.ts";
import { MigrationTask } from "./migration-task.ts";
import type { ImageRepositories } from "./repositories.ts";
import { ServiceCluster } from "./service-cluster.ts";
import type { Placement, ServiceOutputs } from "./service-outputs.ts";

type Config = Settled<ComputeConfig>;
type Network = Upstream<typeof network>;

/** The cluster, where the engine or the migration task needs one. */
export function createCluster(
  config: Config,
  { vpcId }: Network,
  { logKmsKeyArn }: Upstream<typeof account>,
  options: pulumi.ComponentResourceOptions,
): ServiceCluster | undefined {
  const { engine, migrations, containerInsights, discovery } = config.compute;
  if ((engine === "apprunner" || engine === "lambda") && !migrations.enabled) return undefined;
  const { logRetentionDays } = config.obs;
  return new ServiceCluster(
    "cluster",
    { scope: config, containerInsights, discovery, vpcId, logRetentionDays, logKmsKeyArn },
    options,
  );
}

/** The load balancers of engine fargate; the other engines bring their own entrance. */
export function createFrontDoors(
  config: Config,
  network: Network,
  options: pulumi.ComponentResourceOptions,
): FrontDoor[] {
  const { engine, alb } = config.compute;
  const isUsed = Object.values(config.compute.services).some(({ routes }) => routes.length > 0);
  if (engine !== "fargate" || !isUsed) return [];
  const schemes: Scheme[] = alb.exposure === "both" ? ["public", "internal"] : [alb.exposure];
  const accessLogs = alb.accessLogs
    ? new AccessLogBucket(
        "alb-logs",
        { scope: config, keepForDays: alb.accessLogDays, forceDestroy: config.profile === "dev" },
        options,
      )
    : undefined;
  return schemes.map(
    (scheme) =>
      new FrontDoor(
        scheme,
        {
          scheme,
          alb,
          subnetIds: scheme === "public" ? network.publicSubnetIds : network.privateSubnetIds,
          securityGroupIds: network.securityGroupIds.apply(({ alb, albCloudFront }) =>
            albCloudFront === undefined ? [alb] : [alb, albCloudFront],
          ),
          certificateArn: network.regionalCertificateArn,
          accessLogs,
        },
        options,
      ),
  );
}

export interface RunningServices {
  outputs: Record<string, ServiceOutputs>;
  /** CloudWatch's names of target groups, by load balancer and service. */
  targetGroups(door: FrontDoor): Record<string, pulumi.Output<string>[]>;
}

/** The configured services on the configured engine. */
export function createServices(
  { compute }: Config,
  made: {
    setting: TaskSetting;
    cluster: ServiceCluster | undefined;
    doors: readonly FrontDoor[];
    repositories: ImageRepositories;
    network: Network;
  },
  options: pulumi.ComponentResourceOptions,
): RunningServices {
  const { cluster, setting, doors, repositories } = made;
  const args = { compute, setting, placement: placeIn(made.network) };
  const none = { targetGroups: () => ({}) };
  if (compute.engine === "apprunner")
    return { ...none, outputs: new AppRunnerServices("services", args, options).outputs };
  if (compute.engine === "lambda") {
    return { ...none, outputs: new FunctionServices("services", { ...args, repositories }, options).outputs };
  }
  if (cluster === undefined) throw new Error(`engine ${compute.engine} runs on a cluster, and there is none`);
  if (compute.engine === "ecs-express") {
    return { ...none, outputs: new ExpressServices("services", { ...args, cluster }, options).outputs };
  }
  const services = new FargateServices("services", { ...args, cluster, doors }, options);
  return {
    outputs: services.outputs,
    targetGroups: (door) =>
      Object.fromEntries(
        [...services.entrances]
          .filter(([, entrances]) => entrances.length > 0)
          .map(([name, entrances]) => [
            name,
            entrances
              .filter((entrance) => entrance.door === door)
              .flatMap(({ targetGroups }) => targetGroups.map(({ arnSuffix }) => arnSuffix)),
          ]),
      ),
  };
}

/** The migration task, once the service that it shares its image with has one. */
export function createMigration(
  { compute }: Config,
  setting: TaskSetting,
  options: pulumi.ComponentResourceOptions,
): MigrationTask | undefined {
  const { migrations, services } = compute;
  const service = services[migrations.service];
  if (!migrations.enabled || service === undefined || service.image === "") return undefined;
  return new MigrationTask("migrate", { migrations, service, setting }, options);
}

function placeIn(network: Network): Placement {
  return {
    vpcId: network.vpcId,
    taskSubnetIds: network.taskSubnetIds,
    publicSubnetIds: network.publicSubnetIds,
    privateSubnetIds: network.privateSubnetIds,
    securityGroupId: network.securityGroupIds.apply(({ app }) => app),
    lambdaSecurityGroupId: network.securityGroupIds.apply(({ lambda }) => lambda),
    assignPublicIp: network.assignPublicIp,
  };
}
