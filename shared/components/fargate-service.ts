import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { FargateTask, type FargateTaskArgs } from "./fargate-task.ts";

/** How a service is found by others, or finds them. */
export type Discovery =
  | { kind: "none" }
  | { kind: "serviceConnect"; namespaceArn: pulumi.Input<string> }
  | { kind: "cloudmap"; namespaceId: pulumi.Input<string> };

export interface FargateServiceArgs {
  task: FargateTaskArgs;
  /** The container that the load balancer and discovery lead to. */
  containerName: string;
  port?: number | undefined;

  clusterArn: pulumi.Input<string>;
  serviceName: string;
  desired: number;
  /** Something else sets the number of tasks, so a later update leaves it alone. */
  scaled: boolean;
  spot: boolean;
  exec: boolean;

  subnetIds: pulumi.Input<string[]>;
  securityGroupId: pulumi.Input<string>;
  assignPublicIp: pulumi.Input<boolean>;
  discovery: Discovery;
  loadBalancers: readonly aws.types.input.ecs.ServiceLoadBalancer[];
  graceSeconds?: number | undefined;
  /** What must exist before the service, such as listener rules: a target group without one refuses a service. */
  after: readonly pulumi.Resource[];

  deployment: {
    configuration?: aws.types.input.ecs.ServiceDeploymentConfiguration | undefined;
    circuitBreaker: boolean;
    minHealthyPercent: number;
    maxPercent: number;
    rollbackAlarms: readonly string[];
    wait: boolean;
  };
}

/** A service on Fargate with its task definition, log group and roles. */
export class FargateService extends pulumi.ComponentResource {
  readonly task: FargateTask;
  readonly serviceName: pulumi.Output<string>;
  readonly serviceArn: pulumi.Output<string>;

  constructor(name: string, args: FargateServiceArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:ecs:FargateService", name, {}, options);

    this.task = new FargateTask(name, args.task, { parent: this });
    const registration = createRegistration(this, name, args);
    const service = createService(this, name, args, registration);

    this.serviceName = service.name;
    this.serviceArn = service.arn;
    this.registerOutputs();
  }
}

function createRegistration(
  parent: FargateService,
  name: string,
  { discovery, port }: FargateServiceArgs,
): aws.servicediscovery.Service | undefined {
  if (discovery.kind !== "cloudmap" || port === undefined) return undefined;
  return new aws.servicediscovery.Service(
    name,
    {
      name,
      dnsConfig: {
        namespaceId: discovery.namespaceId,
        routingPolicy: "MULTIVALUE",
        dnsRecords: [{ type: "A", ttl: 10 }],
      },
      // Tasks that are still registered would refuse the deletion.
      forceDestroy: true,
    },
    { parent },
  );
}

function createService(
  parent: FargateService,
  name: string,
  args: FargateServiceArgs,
  registration: aws.servicediscovery.Service | undefined,
): aws.ecs.Service {
  const { deployment } = args;
  const rolling =
    deployment.configuration?.strategy === undefined || deployment.configuration.strategy === "ROLLING";
  return new aws.ecs.Service(
    name,
    {
      name: args.serviceName,
      cluster: args.clusterArn,
      taskDefinition: parent.task.taskDefinitionArn,
      desiredCount: args.desired,
      capacityProviderStrategies: [{ capacityProvider: args.spot ? "FARGATE_SPOT" : "FARGATE", weight: 1 }],
      // A change of the strategy is refused without it.
      forceNewDeployment: true,
      platformVersion: "LATEST",
      enableExecuteCommand: args.exec,
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      networkConfiguration: {
        subnets: args.subnetIds,
        securityGroups: [args.securityGroupId],
        assignPublicIp: args.assignPublicIp,
      },
      loadBalancers: [...args.loadBalancers],
      ...(args.loadBalancers.length > 0 && { healthCheckGracePeriodSeconds: args.graceSeconds }),
      ...(registration !== undefined && { serviceRegistries: { registryArn: registration.arn } }),
      ...(args.discovery.kind === "serviceConnect" && {
        serviceConnectConfiguration: connectConfiguration(args.discovery.namespaceArn, args),
      }),
      ...(deployment.configuration !== undefined && { deploymentConfiguration: deployment.configuration }),
      deploymentMinimumHealthyPercent: deployment.minHealthyPercent,
      deploymentMaximumPercent: deployment.maxPercent,
      // ECS offers the circuit breaker for rolling updates only; the other strategies roll back on alarms and failed tasks.
      ...(rolling && {
        deploymentCircuitBreaker: { enable: deployment.circuitBreaker, rollback: deployment.circuitBreaker },
      }),
      ...(deployment.rollbackAlarms.length > 0 && {
        alarms: { enable: true, rollback: true, alarmNames: [...deployment.rollbackAlarms] },
      }),
      waitForSteadyState: deployment.wait && args.desired > 0,
    },
    {
      parent,
      dependsOn: [...args.after, ...parent.task.identity.policies],
      ignoreChanges: args.scaled ? ["desiredCount"] : [],
      // The name is fixed and unique in the cluster.
      deleteBeforeReplace: true,
    },
  );
}

function connectConfiguration(
  namespace: pulumi.Input<string>,
  { port, containerName, serviceName }: FargateServiceArgs,
): aws.types.input.ecs.ServiceServiceConnectConfiguration {
  return {
    enabled: true,
    namespace,
    ...(port !== undefined && {
      services: [
        {
          portName: containerName,
          discoveryName: serviceName,
          clientAlias: [{ port, dnsName: serviceName }],
        },
      ],
    }),
  };
}
