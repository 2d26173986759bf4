import * as pulumi from "@pulumi/pulumi";
import type { data } from "../../shared/contracts/data.ts";
import type { queues } from "../../shared/contracts/queues.ts";
import type { OutputValues } from "../../shared/contract.ts";
import { partsOf, type Known } from "../../shared/stack-reference.ts";
import type { Surroundings } from "./access.ts";
import type { DocpipelineConfig } from "./config.ts";
import type { FailureQueue } from "./failure-queue.ts";
import { entryOf } from "./upstream-value.ts";

interface Upstreams {
  config: Pick<DocpipelineConfig, "docpipeline" | "region">;
  buckets: pulumi.Output<OutputValues<typeof data>["buckets"]>;
  dataKmsKeyArn: pulumi.Output<string | undefined>;
  queues: pulumi.Output<OutputValues<typeof queues>["queues"]>;
  failures: FailureQueue;
}

const bucketKinds = ["docsOriginal", "docsProcessed", "docsWork"] as const;

const bucketHint = (kind: string) => ({
  what: "bucket",
  remedy: `add data.buckets.${kind} and deploy 20-data`,
});
const queueHint = {
  what: "queue",
  remedy: "set docpipeline.notifyQueue to one of them, or add the queue and deploy 60-queues",
};

/** Fails before the first resource is made where an upstream lacks what the pipeline works with; unknown passes. */
export function requireEntries(
  { notifyQueue }: DocpipelineConfig["docpipeline"],
  knownBuckets: Known<OutputValues<typeof data>["buckets"]> | undefined,
  knownQueues: Known<OutputValues<typeof queues>["queues"]> | undefined,
): void {
  const [buckets, queueEntries] = [partsOf(knownBuckets), partsOf(knownQueues)];
  if (buckets !== undefined) for (const kind of bucketKinds) entryOf(buckets, kind, bucketHint(kind));
  if (queueEntries !== undefined) entryOf(queueEntries, notifyQueue, queueHint);
}

/** The buckets and the queue that the pipeline works with, among what lower layers publish. */
export function describeSurroundings({ config, buckets, dataKmsKeyArn, queues, failures }: Upstreams) {
  const { notifyQueue, comprehendRegion = config.region } = config.docpipeline;
  const bucket = (kind: (typeof bucketKinds)[number]) =>
    buckets.apply((entries) => entryOf(entries, kind, bucketHint(kind)));
  const [original, processed, work] = [bucket("docsOriginal"), bucket("docsProcessed"), bucket("docsWork")];
  const notify = queues.apply((entries) => entryOf(entries, notifyQueue, queueHint));
  const access: pulumi.Output<Surroundings> = pulumi.output({
    originalBucketArn: original.arn,
    processedBucketArn: processed.arn,
    workBucketArn: work.arn,
    kmsKeyArn: dataKmsKeyArn,
    notifyQueueArn: notify.arn,
    failureQueueArn: failures.arn,
    comprehendRegion,
  });
  return {
    access,
    originalBucketName: original.name,
    places: { workBucketName: work.name, processedBucketName: processed.name, notifyQueueUrl: notify.url },
  };
}
