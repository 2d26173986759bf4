import {
  findContainerFaults,
  findFargateSizeFaults,
  needsInternet,
} from "../../shared/components/container-config.ts";
import type { CheckedQueuesConfig, QueueConfig, WorkerConfig } from "./config.ts";

export interface QueueFault {
  path: (string | number)[];
  message: string;
}

/** Days that a dead-letter queue keeps a message, counted from when it was first sent. It is the most that SQS allows. */
export const deadLetterRetentionDays = 14;

/**
 * Queues whose backlog one policy can follow: two metrics for each, the number of tasks and the sum make ten, which is
 * what AWS takes (https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html).
 */
const mostScaledQueues = 4;

/** A name that leaves room for product, environment, "-dlq" and ".fifo" in the 80 characters of SQS. */
const queueNameForm = /^[A-Za-z][A-Za-z0-9_-]{0,29}$/;
/** A name that leaves room for "-worker" in log groups and families. */
const workerNameForm = /^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/;

/** Every fault of the layer's configuration that takes more than one field to see. */
export function findQueueFaults(config: CheckedQueuesConfig): QueueFault[] {
  return [
    ...Object.entries(config.queues).flatMap(([name, queue]) =>
      within(["queues", name], findFaultsOfQueue(config, name, queue)),
    ),
    ...Object.entries(config.workers).flatMap(([name, worker]) =>
      within(["workers", name], findFaultsOfWorker(config, name, worker)),
    ),
    ...findTracingFaults(config),
  ];
}

function findFaultsOfQueue(config: CheckedQueuesConfig, name: string, queue: QueueConfig): QueueFault[] {
  const faults: QueueFault[] = [];
  const fault = (path: string[], message: string) => faults.push({ path, message });

  if (name.endsWith(".fifo")) {
    fault([], 'ends in ".fifo", which is added to the name in AWS; remove it and set fifo: true');
  } else if (!queueNameForm.test(name)) {
    fault(
      [],
      "is not a name for a queue, expected at most 30 letters, digits, hyphens and underscores, a letter first; rename it",
    );
  }
  const owner = name.replace(/-dlq$/, "");
  if (owner !== name && config.queues[owner]?.dlq === true && config.queues[owner].fifo === queue.fifo) {
    fault([], `has the name of the dead-letter queue of "${owner}"; rename it`);
  }
  if (queue.deduplicateByContent && !queue.fifo) {
    fault(["deduplicateByContent"], "is for fifo queues only; set fifo: true or remove it");
  }
  if (queue.fifo && queue.awsSenders.includes("s3")) {
    fault(["awsSenders"], "has s3, which cannot send to a fifo queue; remove it or set fifo: false");
  }
  if (!queue.dlq && config.profile === "prod") {
    fault(
      ["dlq"],
      "is false with profile prod, where a message that always fails would be tried until it is lost; set dlq: true",
    );
  }
  if (queue.dlq && queue.retentionDays >= deadLetterRetentionDays) {
    fault(
      ["retentionDays"],
      `is not below the ${deadLetterRetentionDays} days of the dead-letter queue, which count from the first sending, ` +
        `so a message could be lost on its way there; expected at most ${deadLetterRetentionDays - 1}, got ${queue.retentionDays}`,
    );
  }
  for (const list of ["senders", "receivers", "awsSenders"] as const) {
    faults.push(...findRepeated(queue[list], [list]));
  }
  return faults;
}

function findFaultsOfWorker(config: CheckedQueuesConfig, name: string, worker: WorkerConfig): QueueFault[] {
  const faults: QueueFault[] = [
    ...findContainerFaults(name, worker, [worker.repository]),
    ...findFargateSizeFaults(worker),
    ...findUnknownQueues(config, worker, "queues"),
    ...findUnknownQueues(config, worker, "sendsTo"),
    ...findRepeated(worker.queues, ["queues"]),
    ...findRepeated(worker.sendsTo, ["sendsTo"]),
    ...findFaultsOfScaling(worker),
  ];
  const fault = (path: (string | number)[], message: string) => faults.push({ path, message });

  if (!workerNameForm.test(name)) {
    fault(
      [],
      "is not a name for a worker, expected at most 30 lower-case letters, digits and hyphens, a letter first; rename it",
    );
  }
  if (worker.source === "sqs" && worker.queues.length === 0) {
    fault(["queues"], "is empty, expected the queues that the worker reads; name one, or set source: redis");
  }
  if (worker.source === "redis" && worker.queues.length > 0) {
    fault(["queues"], "is set with source redis, expected none; remove it, or set source: sqs");
  }
  for (const [index, one] of worker.queues.entries()) {
    const queue = config.queues[one];
    if (queue === undefined) continue;
    if (queue.visibilitySeconds <= worker.jobSeconds) {
      fault(
        ["jobSeconds"],
        `is not below the visibilitySeconds of the queue "${one}", so another task would start the same job, ` +
          `expected less than ${queue.visibilitySeconds}, got ${worker.jobSeconds}; raise queues.${one}.visibilitySeconds`,
      );
    }
    if (worker.spot && queue.dlq && queue.maxReceiveCount < 2) {
      fault(
        ["queues", index],
        `is "${one}", whose maxReceiveCount of 1 would set a job aside when Spot stops its task, expected 2 or more; raise it or set spot: false`,
      );
    }
  }
  if (config.compute.egress === "endpoints" && needsInternet(worker.image)) {
    fault(
      ["image"],
      `is not in ECR, expected an image that VPC endpoints reach, got "${worker.image}"; copy it to a repository of 30-ecs ` +
        `or set compute.egress to internet`,
    );
  }
  return faults;
}

function findFaultsOfScaling({ scaling, source, queues }: WorkerConfig): QueueFault[] {
  if (scaling === undefined) return [];
  const faults: QueueFault[] = [];
  const fault = (path: string, message: string) => faults.push({ path: ["scaling", path], message });
  if (scaling.min > scaling.max) {
    fault("max", `is below min, expected at least ${scaling.min}, got ${scaling.max}`);
  }
  if (queues.length > mostScaledQueues) {
    faults.push({
      path: ["queues"],
      message:
        `has ${queues.length}, expected at most ${mostScaledQueues} with scaling, whose policy follows two metrics of each and takes ten; ` +
        "give some of them to another worker, or set desired instead of scaling",
    });
  }
  if (source === "redis" && scaling.backlogMetric === undefined) {
    fault(
      "backlogMetric",
      "is missing: CloudWatch does not know how long a queue in Redis is, expected the metric that the app sends; name it or remove scaling",
    );
  }
  if (source === "sqs" && scaling.backlogMetric !== undefined) {
    fault("backlogMetric", "is set with source sqs, whose queues have metrics of their own; remove it");
  }
  return faults;
}

function findUnknownQueues(
  { queues }: CheckedQueuesConfig,
  worker: WorkerConfig,
  list: "queues" | "sendsTo",
): QueueFault[] {
  const known = Object.keys(queues);
  return [...worker[list].entries()]
    .filter(([, name]) => !known.includes(name))
    .map(([index, name]) => ({
      path: [list, index],
      message: `is not a queue, expected ${known.length === 0 ? "one of queues, which is empty" : `one of ${known.join(", ")}`}, got "${name}"; add it to queues or correct the name`,
    }));
}

function findRepeated(names: readonly string[], path: string[]): QueueFault[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))].map((name) => ({
    path,
    message: `names "${name}" more than once, expected each name once; remove one`,
  }));
}

function findTracingFaults({ compute, obs, workers }: CheckedQueuesConfig): QueueFault[] {
  const isUsed = Object.keys(workers).length > 0 && obs.tracing === "adot";
  if (!isUsed || compute.egress !== "endpoints" || !needsInternet(obs.collectorImage)) return [];
  return [
    {
      path: ["obs", "collectorImage"],
      message:
        `is not in ECR, expected an image that VPC endpoints reach, got "${obs.collectorImage}"; ` +
        `copy it to a private repository or set obs.tracing to off`,
    },
  ];
}

function within(
  start: string[],
  faults: readonly { path: (string | number)[]; message: string }[],
): QueueFault[] {
  return faults.map(({ path, message }) => ({ path: [...start, ...path], message }));
}
