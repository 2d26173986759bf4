import type { OutputValues } from "../../shared/contract.ts";
import type { queues } from "../../shared/contracts/queues.ts";
import { partsOf, type Known } from "../../shared/stack-reference.ts";
import { watchFunction, watchTasks } from "./compute-watch.ts";
import { metric, signalOf, sumOf, type AlarmWish, type Text, type Watch } from "./signal.ts";

export interface QueuesSeen {
  queues: Known<OutputValues<typeof queues>["queues"]> | undefined;
  workerServices: Known<OutputValues<typeof queues>["workerServices"]> | undefined;
}

const waiting = (QueueName: Text) =>
  signalOf<Text>("AWS/SQS", "ApproximateNumberOfMessagesVisible", { QueueName }, "Maximum");

/** What to watch of queues and workers. */
export function watchQueues(seen: QueuesSeen, clusterName: Text | undefined): Watch {
  const layer = "60-queues";
  const here = { layer, place: "home" } as const;
  const queueAlarms = Object.entries(partsOf(seen.queues) ?? {}).flatMap(([name, queue]): AlarmWish[] => {
    const subject = `queue-${name}`;
    const parts = partsOf(queue);
    if (parts === undefined) return [];
    const age = signalOf<Text>(
      "AWS/SQS",
      "ApproximateAgeOfOldestMessage",
      { QueueName: parts.name },
      "Maximum",
    );
    return [
      { ...here, kind: "queueDepth", subject, signal: waiting(parts.name) },
      { ...here, kind: "queueAgeSeconds", subject, signal: age },
      ...(parts.deadLetterName === undefined
        ? []
        : [{ ...here, kind: "deadLetters" as const, subject, signal: waiting(parts.deadLetterName) }]),
    ];
  });
  const workerAlarms = Object.entries(partsOf(seen.workerServices) ?? {}).flatMap(([name, worker]) => {
    const parts = partsOf(worker);
    return parts === undefined || clusterName === undefined
      ? []
      : watchTasks(`worker-${name}`, { ClusterName: clusterName, ServiceName: parts.name }, layer);
  });
  return { alarms: [...queueAlarms, ...workerAlarms], charts: [] };
}

export interface PipelineSeen {
  stateMachineArn: Text | undefined;
  starterArn: Text | undefined;
  uploadRuleName: Text | undefined;
  functions: Known<Record<string, string>> | undefined;
  failureQueueName: Text | undefined;
}

/** What to watch of the document pipeline. */
export function watchPipeline(seen: PipelineSeen): Watch {
  const layer = "70-docpipeline";
  const here = { layer, place: "home" } as const;
  const runs = (StateMachineArn: Text, name: string) =>
    metric<Text>("AWS/States", name, { StateMachineArn }, "Sum");
  const failures = (subject: string, arn: Text): AlarmWish => ({
    ...here,
    kind: "pipelineFailures",
    subject,
    signal: sumOf(
      runs(arn, "ExecutionsFailed"),
      runs(arn, "ExecutionsTimedOut"),
      runs(arn, "ExecutionsAborted"),
    ),
  });
  const { stateMachineArn, starterArn, uploadRuleName, failureQueueName } = seen;
  const functions = Object.entries(partsOf(seen.functions) ?? {});
  return {
    alarms: [
      ...(stateMachineArn === undefined ? [] : [failures("pipeline", stateMachineArn)]),
      ...(starterArn === undefined ? [] : [failures("starter", starterArn)]),
      ...(uploadRuleName === undefined
        ? []
        : [
            {
              ...here,
              kind: "undeliveredEvents" as const,
              subject: "uploads",
              signal: signalOf<Text>("AWS/Events", "FailedInvocations", { RuleName: uploadRuleName }, "Sum"),
            },
          ]),
      ...(failureQueueName === undefined
        ? []
        : [
            {
              ...here,
              kind: "deadLetters" as const,
              subject: "failed-documents",
              signal: waiting(failureQueueName),
            },
          ]),
      ...functions.flatMap(([step, name]) => watchFunction(`function-${step}`, name, layer)),
    ],
    charts:
      stateMachineArn === undefined
        ? []
        : [
            {
              ...here,
              title: "Documents",
              series: ["ExecutionsStarted", "ExecutionsSucceeded"].map((name) => ({
                label: name.replace("Executions", "").toLowerCase(),
                signal: { metrics: { value: runs(stateMachineArn, name) } },
              })),
            },
          ],
  };
}
