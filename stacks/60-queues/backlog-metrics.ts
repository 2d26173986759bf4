import type { WorkerScalingConfig } from "./config.ts";

/** One metric of CloudWatch, or an expression over others, with the id by which expressions name it. */
export type MetricQuery =
  | { id: string; metric: Metric; stat: "Average" | "Maximum" }
  | { id: string; expression: string; label: string };

export interface Metric {
  namespace: string;
  name: string;
  dimensions: Readonly<Record<string, string>>;
}

/** Whose work is measured and who does it, as CloudWatch names them. */
export interface Backlog {
  /** Names in AWS; empty where the app sends a metric of its own. */
  queueNames: readonly string[];
  backlogMetric: WorkerScalingConfig["backlogMetric"];
  clusterName: string;
  serviceName: string;
}

/**
 * Messages for each running task, those in work included: without them the worker would be taken away from its last
 * job. The last query is the result. There is none while no task runs, so this alone never wakes a worker.
 */
export function backlogPerTask(backlog: Backlog): MetricQuery[] {
  const waiting = [
    ...queueMetrics(backlog, "waiting", "ApproximateNumberOfMessagesVisible"),
    ...queueMetrics(backlog, "working", "ApproximateNumberOfMessagesNotVisible"),
  ];
  return [
    ...waiting,
    taskCount(backlog, "RunningTaskCount"),
    { id: "perTask", expression: `(${sum(waiting)}) / tasks`, label: "Backlog per task" },
  ];
}

/** How much waits while nobody is there to do it, and 0 as soon as a task was asked for. The last query is the result. */
export function unattendedBacklog(backlog: Backlog): MetricQuery[] {
  const waiting = queueMetrics(backlog, "waiting", "ApproximateNumberOfMessagesVisible");
  return [
    ...waiting,
    taskCount(backlog, "DesiredTaskCount"),
    {
      id: "unattended",
      expression: `IF(FILL(tasks, 0) < 1, ${sum(waiting)}, 0)`,
      label: "Work without workers",
    },
  ];
}

function queueMetrics({ queueNames, backlogMetric }: Backlog, id: string, name: string): MetricQuery[] {
  if (backlogMetric !== undefined) {
    return id === "waiting" ? [{ id: "waiting0", metric: backlogMetric, stat: "Maximum" }] : [];
  }
  return queueNames.map((queue, index) => ({
    id: `${id}${index}`,
    metric: { namespace: "AWS/SQS", name, dimensions: { QueueName: queue } },
    stat: "Maximum",
  }));
}

/** ECS counts tasks for Container Insights only. */
function taskCount({ clusterName, serviceName }: Backlog, name: string): MetricQuery {
  return {
    id: "tasks",
    metric: {
      namespace: "ECS/ContainerInsights",
      name,
      dimensions: { ClusterName: clusterName, ServiceName: serviceName },
    },
    stat: "Average",
  };
}

/** SQS sends nothing about a queue that was idle for six hours. */
function sum(queries: readonly MetricQuery[]): string {
  return queries.map(({ id }) => `FILL(${id}, 0)`).join(" + ");
}
