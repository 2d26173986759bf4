import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { planTask, type TaskSetting } from "../../shared/components/container-task.ts";
import { FargateService } from "../../shared/components/fargate-service.ts";
import { ServiceScaling } from "../../shared/components/service-scaling.ts";
import type { ComputeConfig, ServiceConfig } from "./config.ts";
import { planDeployment } from "./deployment.ts";
import { fewestTasks } from "./fewest-tasks.ts";
import type { FrontDoor } from "./front-door.ts";
import { InfrastructureRole } from "./infrastructure-role.ts";
import type { ServiceCluster } from "./service-cluster.ts";
import { ServiceEntrance } from "./service-entrance.ts";
import type { Placement, ServiceOutputs } from "./service-outputs.ts";

export interface FargateServicesArgs {
  compute: ComputeConfig["compute"];
  setting: TaskSetting;
  cluster: ServiceCluster;
  doors: readonly FrontDoor[];
  placement: Placement;
}

/** All services of engine fargate, with their target groups, rules and scaling. */
export class FargateServices extends pulumi.ComponentResource {
  readonly outputs: Record<string, ServiceOutputs> = {};
  /** Target groups by service, for each load balancer. */
  readonly entrances: ReadonlyMap<string, readonly ServiceEntrance[]>;

  constructor(name: string, args: FargateServicesArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:30-ecs:FargateServices", name, {}, options);

    const services = Object.entries(args.compute.services);
    this.entrances = new Map(
      services.map(([service, config]) => [service, createEntrances(this, service, config, args)]),
    );
    const shifter = createInfrastructureRole(this, args);
    for (const [service, config] of services) {
      const entrances = this.entrances.get(service) ?? [];
      const running = createService(this, service, config, entrances, shifter, args);
      createScaling(this, service, config, running, entrances, args);
      this.outputs[service] = describe(running, entrances, fewestTasks(config));
    }
    this.registerOutputs();
  }
}

function createEntrances(
  parent: FargateServices,
  name: string,
  service: ServiceConfig,
  { compute, doors, placement }: FargateServicesArgs,
): ServiceEntrance[] {
  const { port } = service;
  if (port === undefined || service.routes.length === 0) return [];
  return doors.map(
    (door) =>
      new ServiceEntrance(
        door.scheme === "internal" ? `${name}-i` : name,
        {
          door,
          service: { ...service, port },
          vpcId: placement.vpcId,
          deregistrationDelaySeconds: compute.alb.deregistrationDelaySeconds,
          alternates: compute.deploy.strategy !== "rolling",
        },
        { parent },
      ),
  );
}

function createInfrastructureRole(
  parent: FargateServices,
  { compute, setting }: FargateServicesArgs,
): InfrastructureRole | undefined {
  if (compute.deploy.strategy === "rolling") return undefined;
  return new InfrastructureRole(
    "traffic",
    {
      entrances: [...parent.entrances.values()].flat(),
      permissionsBoundaryArn: setting.permissionsBoundaryArn,
    },
    { parent },
  );
}

function createService(
  parent: FargateServices,
  name: string,
  service: ServiceConfig,
  entrances: readonly ServiceEntrance[],
  shifter: InfrastructureRole | undefined,
  { compute, setting, cluster, placement }: FargateServicesArgs,
): FargateService {
  const { deploy } = compute;
  const { graceSeconds } = service.health;
  const hasImage = service.image !== "";
  return new FargateService(
    name,
    {
      task: planTask(name, { ...service, graceSeconds }, setting),
      containerName: name,
      port: service.port,
      clusterArn: cluster.clusterArn,
      serviceName: name,
      // Tasks without an image would be started and fail for ever.
      desired: hasImage ? service.desired : 0,
      scaled: hasImage && service.scaling !== undefined,
      spot: service.spot,
      exec: service.exec,
      subnetIds: placement.taskSubnetIds,
      securityGroupId: placement.securityGroupId,
      assignPublicIp: placement.assignPublicIp,
      discovery: cluster.discovery,
      loadBalancers: entrances.map((entrance) => attach(name, service, entrance, shifter)),
      graceSeconds,
      after: [
        cluster.capacityProviders,
        ...entrances.flatMap(({ rules }) => rules),
        ...(shifter === undefined ? [] : [shifter.policy]),
      ],
      deployment: { ...deploy, configuration: planDeployment(deploy, entrances.length > 0) },
    },
    { parent },
  );
}

function attach(
  containerName: string,
  { port = 0 }: ServiceConfig,
  { targetGroups: [primary, alternate], rules }: ServiceEntrance,
  shifter: InfrastructureRole | undefined,
): aws.types.input.ecs.ServiceLoadBalancer {
  const [rule] = rules;
  return {
    targetGroupArn: primary.arn,
    containerName,
    containerPort: port,
    ...(alternate !== undefined &&
      rule !== undefined &&
      shifter !== undefined && {
        advancedConfiguration: {
          alternateTargetGroupArn: alternate.arn,
          productionListenerRule: rule.arn,
          roleArn: shifter.arn,
        },
      }),
  };
}

function createScaling(
  parent: FargateServices,
  name: string,
  { image, scaling }: ServiceConfig,
  service: FargateService,
  entrances: readonly ServiceEntrance[],
  { cluster }: FargateServicesArgs,
): void {
  if (image === "" || scaling === undefined) return;
  // Where there are two load balancers, the one that requests still come through decides: the first.
  const [entrance] = entrances;
  new ServiceScaling(
    name,
    {
      clusterName: cluster.clusterName,
      serviceName: service.serviceName,
      scaling,
      loadBalancer: entrance && {
        arnSuffix: entrance.door.loadBalancer.arnSuffix,
        targetGroupArnSuffix: entrance.targetGroups[0].arnSuffix,
      },
    },
    { parent },
  );
}

function describe(
  service: FargateService,
  entrances: readonly ServiceEntrance[],
  minTasks: number,
): ServiceOutputs {
  const { identity, family } = service.task;
  return {
    name: service.serviceName,
    arn: service.serviceArn,
    taskFamily: family,
    taskRoleName: identity.taskRole.name,
    taskRoleArn: identity.taskRole.arn,
    executionRoleArn: identity.startRole?.arn,
    targetGroupArnSuffixes: entrances.flatMap(({ targetGroups }) =>
      targetGroups.map(({ arnSuffix }) => arnSuffix),
    ),
    minTasks,
    logGroupName: identity.logGroup.name,
  };
}
