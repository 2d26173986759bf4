import { partsOf } from "../../shared/stack-reference.ts";
import { servicesOf, type ComputeSeen } from "./compute-watch.ts";
import { signalOf, type Text, type Watch } from "./signal.ts";
import type { QueuesSeen } from "./work-watch.ts";

/** A log in which errors are counted. */
export interface WatchedLog {
  layer: string;
  /** What writes it, such as "service-api". */
  subject: string;
  logGroupName: Text;
}

/** The logs of services and workers. App Runner writes to groups of its own, which exist only once it has written. */
export function findLogs(compute: ComputeSeen, queues: QueuesSeen | undefined): WatchedLog[] {
  const services =
    compute.engine === "apprunner"
      ? []
      : servicesOf(compute).map(([name, { logGroupName }]) => ({
          layer: "30-ecs",
          subject: `service-${name}`,
          logGroupName,
        }));
  const workers = Object.entries(partsOf(queues?.workerServices) ?? {}).flatMap(([name, worker]) => {
    const parts = partsOf(worker);
    return parts === undefined
      ? []
      : [{ layer: "60-queues", subject: `worker-${name}`, logGroupName: parts.logGroupName }];
  });
  return [...services, ...workers];
}

/** The metric in which errors of one log are counted. */
export function errorMetric(prefix: string, subject: string): { namespace: string; name: string } {
  return { namespace: `Logs/${prefix}`, name: `${subject}-errors` };
}

/** An alarm for each log. */
export function watchLogs(logs: readonly WatchedLog[], prefix: string): Watch {
  const alarms = logs.map(({ layer, subject }) => {
    const { namespace, name } = errorMetric(prefix, subject);
    return {
      layer,
      subject,
      kind: "logErrors" as const,
      place: "home" as const,
      signal: signalOf<Text>(namespace, name, {}, "Sum"),
    };
  });
  return { alarms, charts: [] };
}
