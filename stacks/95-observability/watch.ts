import { watchApi } from "./api-watch.ts";
import { watchCompute } from "./compute-watch.ts";
import { watchData } from "./data-watch.ts";
import { watchCdn, watchCertificates, watchHarden } from "./edge-watch.ts";
import { watchLogs, type WatchedLog } from "./log-watch.ts";
import type { Watch } from "./signal.ts";
import type { Seen } from "./upstreams.ts";
import { watchPipeline, watchQueues } from "./work-watch.ts";

/** What to watch of everything that this environment has. */
export function watchAll(
  seen: Seen,
  logs: readonly WatchedLog[],
  { prefix, region }: { prefix: string; region: string },
): Watch[] {
  return [
    watchCertificates(seen.network, region),
    watchData(seen.data),
    watchCompute(seen.compute),
    watchLogs(logs, prefix),
    ...(seen.api === undefined ? [] : [watchApi(seen.api)]),
    ...(seen.queues === undefined ? [] : [watchQueues(seen.queues, seen.compute.clusterName)]),
    ...(seen.pipeline === undefined ? [] : [watchPipeline(seen.pipeline)]),
    ...(seen.harden === undefined ? [] : [watchHarden(seen.harden, region)]),
    ...(seen.cdn === undefined ? [] : [watchCdn(seen.cdn)]),
  ];
}
