import * as pulumi from "@pulumi/pulumi";
import { planTask, type TaskSetting } from "../../shared/components/container-task.ts";
import { FargateService, type Discovery } from "../../shared/components/fargate-service.ts";
import { queueName } from "../../shared/naming.ts";
import { BacklogScaling } from "./backlog-scaling.ts";
import type { QueueConfig, WorkerConfig } from "./config.ts";
import type { NamedQueue } from "./named-queue.ts";
import { queueStatements } from "./queue-access.ts";
import { protectionStatements, workerContainer, workerServiceName } from "./worker-container.ts";

export interface WorkerServicesArgs {
  workers: Readonly<Record<string, WorkerConfig>>;
  queues: Readonly<Record<string, QueueConfig>>;
  made: Readonly<Record<string, NamedQueue>>;
  kmsKeyArn: pulumi.Output<string> | undefined;
  setting: TaskSetting;

  clusterName: pulumi.Output<string>;
  clusterArn: pulumi.Output<string>;
  discovery: Discovery;
  subnetIds: pulumi.Output<string[]>;
  securityGroupId: pulumi.Output<string>;
  assignPublicIp: pulumi.Output<boolean>;
}

/** All workers: services that nothing calls, with their rights on queues and their scaling. */
export class WorkerServices extends pulumi.ComponentResource {
  readonly outputs: Record<
    string,
    { name: pulumi.Output<string>; minTasks: number; logGroupName: pulumi.Output<string> }
  > = {};

  constructor(name: string, args: WorkerServicesArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:60-queues:WorkerServices", name, {}, options);

    for (const [worker, config] of Object.entries(args.workers)) {
      const service = createService(this, worker, config, args);
      createScaling(this, worker, config, service, args);
      this.outputs[worker] = {
        name: service.serviceName,
        minTasks: fewestTasks(config),
        logGroupName: service.task.identity.logGroup.name,
      };
    }
    this.registerOutputs();
  }
}

function createService(
  parent: WorkerServices,
  name: string,
  worker: WorkerConfig,
  args: WorkerServicesArgs,
): FargateService {
  const { queues, setting } = args;
  const serviceName = workerServiceName(name);
  const task = planTask(serviceName, workerContainer(worker, queues, setting.scope), setting);
  const hasImage = worker.image !== "";
  return new FargateService(
    name,
    {
      task: { ...task, grants: { ...task.grants, ...workerGrants(worker, args) } },
      containerName: serviceName,
      clusterArn: args.clusterArn,
      serviceName,
      desired: fewestTasks(worker),
      scaled: hasImage && worker.scaling !== undefined,
      spot: worker.spot,
      exec: worker.exec,
      subnetIds: args.subnetIds,
      securityGroupId: args.securityGroupId,
      assignPublicIp: args.assignPublicIp,
      discovery: args.discovery,
      loadBalancers: [],
      after: [...worker.queues, ...worker.sendsTo].flatMap((queue) => args.made[queue]?.queue ?? []),
      deployment: {
        circuitBreaker: true,
        minHealthyPercent: 100,
        maxPercent: 200,
        rollbackAlarms: [],
        wait: true,
      },
    },
    { parent },
  );
}

/** Tasks without an image would be started and fail for ever. */
function fewestTasks({ image, scaling, desired }: WorkerConfig): number {
  return image === "" ? 0 : (scaling?.min ?? desired);
}

function workerGrants(worker: WorkerConfig, { queues, setting, kmsKeyArn, clusterName }: WorkerServicesArgs) {
  const use = { receives: worker.queues, sends: worker.sendsTo };
  return {
    ...(use.receives.length + use.sends.length > 0 && {
      queues: pulumi.output(kmsKeyArn).apply((key) => queueStatements(use, queues, setting.scope, key)),
    }),
    ...(worker.taskProtection && {
      protection: clusterName.apply((cluster) => protectionStatements(setting.scope, cluster)),
    }),
  };
}

function createScaling(
  parent: WorkerServices,
  name: string,
  { image, scaling, queues: names }: WorkerConfig,
  { serviceName }: FargateService,
  { queues, setting, clusterName }: WorkerServicesArgs,
): void {
  if (image === "" || scaling === undefined) return;
  new BacklogScaling(
    name,
    {
      clusterName,
      serviceName,
      queueNames: names.map((queue) =>
        queueName(setting.scope, queue, { fifo: queues[queue]?.fifo ?? false }),
      ),
      scaling,
    },
    { parent },
  );
}
