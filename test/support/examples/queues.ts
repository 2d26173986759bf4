import type { QueuesConfigInput } from "../../../stacks/60-queues/config.ts";

const common = { accountId: "123456789012", owner: "platform", costCenter: "cc-1" };
const docPipeline = { ...common, product: "doc-pipeline", region: "us-west-1" };
const appRunner = { ...common, product: "app-runner", region: "us-east-1" };
const utm = { ...common, product: "utm", region: "us-east-1" };

/** An image that was pushed, by its digest. */
export const pushed = `sha256:${"1".repeat(64)}`;

const docPipelineQueues = {
  app: { visibilitySeconds: 360, senders: ["api"] },
  // The API has checked the signature over the raw body before it sends the event on.
  stripe: { visibilitySeconds: 360, senders: ["api"] },
  notify: { visibilitySeconds: 360 },
};
const docPipelineWorker = {
  queues: ["app", "stripe", "notify"],
  sendsTo: ["app"],
  jobSeconds: 300,
  spot: true,
  cpu: 512,
  memory: 1024,
  database: true,
  buckets: { docsOriginal: "read", docsProcessed: "read" },
  secrets: { SENTRY_DSN: "sentry", STRIPE_SECRET_KEY: "stripe:secretKey" },
  ssmPath: "",
} satisfies NonNullable<QueuesConfigInput["workers"]>[string];
const docPipelineScaling = { min: 0, max: 2, backlogPerTask: 10 };

/** The five systems' configuration of 60-queues, before the first image is pushed; web-api and tap have no such layer. */
export const examples = {
  "doc-pipeline-dev": {
    ...docPipeline,
    profile: "dev",
    queues: docPipelineQueues,
    workers: { default: { ...docPipelineWorker, scaling: docPipelineScaling } },
    obs: { logRetentionDays: 7 },
  },
  "doc-pipeline-prod": {
    ...docPipeline,
    profile: "prod",
    queues: {
      app: { ...docPipelineQueues.app, kms: "cmk" },
      stripe: { ...docPipelineQueues.stripe, retentionDays: 13, kms: "cmk" },
      notify: { ...docPipelineQueues.notify, kms: "cmk", awsSenders: ["events"] },
    },
    workers: {
      default: { ...docPipelineWorker, scaling: { min: 1, max: 6, backlogPerTask: 20 } },
    },
    obs: { logRetentionDays: 365, tracing: "adot" },
  },
  "app-runner-dev": {
    ...appRunner,
    profile: "dev",
    queues: { jobs: { dlq: false, senders: ["app"], receivers: ["app"] } },
  },
  "app-runner-prod": {
    ...appRunner,
    profile: "prod",
    queues: { jobs: { senders: ["app"], receivers: ["app"] } },
  },
  "utm-dev": {
    ...utm,
    profile: "dev",
    workers: { default: { source: "redis", cpu: 512, memory: 1024, database: true } },
    obs: { logRetentionDays: 7 },
  },
} satisfies Record<string, QueuesConfigInput>;

export type QueuesExample = keyof typeof examples;

/** The same configuration with an image for every worker. */
export function withImages(config: QueuesConfigInput): QueuesConfigInput {
  return {
    ...config,
    workers: Object.fromEntries(
      Object.entries(config.workers ?? {}).map(([name, worker]) => [name, { ...worker, image: pushed }]),
    ),
  };
}
