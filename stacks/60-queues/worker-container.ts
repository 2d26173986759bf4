import { allow, type Statement } from "../../shared/policy-document.ts";
import { queueName, queueUrl, type Scope } from "../../shared/naming.ts";
import type { QueueConfig, WorkerConfig } from "./config.ts";

/** A worker's name in the cluster, where the services of 30-ecs have theirs. */
export function workerServiceName(worker: string): string {
  return `${worker}-worker`;
}

/** A worker's container with what it reads: the addresses of its queues, or the cache. */
export function workerContainer(
  worker: WorkerConfig,
  queues: Readonly<Record<string, QueueConfig>>,
  scope: Scope,
): WorkerConfig {
  const used = [...new Set([...worker.queues, ...worker.sendsTo])];
  return {
    ...worker,
    cache: worker.cache || worker.source === "redis",
    env: {
      ...Object.fromEntries(
        used.map((name) => [
          queueVariable(name),
          queueUrl(scope, queueName(scope, name, { fifo: queues[name]?.fifo ?? false })),
        ]),
      ),
      // ECS itself says where to ask for protection: ECS_AGENT_URI.
      ...(worker.taskProtection && { TASK_PROTECTION_MINUTES: String(Math.ceil(worker.jobSeconds / 60)) }),
      ...worker.env,
    },
  };
}

/** The variable with a queue's address, such as QUEUE_URL_APP. */
export function queueVariable(queue: string): string {
  return `QUEUE_URL_${queue
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .toUpperCase()}`;
}

/** Lets a task ask not to be stopped during a job. ECS knows tasks by cluster only. */
export function protectionStatements({ accountId, region }: Scope, clusterName: string): Statement[] {
  return [
    allow(
      "ProtectRunningJobs",
      ["ecs:GetTaskProtection", "ecs:UpdateTaskProtection"],
      `arn:aws:ecs:${region}:${accountId}:task/${clusterName}/*`,
    ),
  ];
}
