import { z } from "zod";
import { containerShape, logRetentionDays } from "../../shared/components/container-config.ts";
import { defineLayerConfig } from "../../shared/config-schema.ts";
import { findQueueFaults } from "./queue-rules.ts";

const queue = z.strictObject({
  fifo: z
    .boolean()
    .default(false)
    .describe('Keep the order within a message group; AWS then has ".fifo" behind the name'),
  deduplicateByContent: z
    .boolean()
    .default(false)
    .describe("Take a message with the same body within five minutes for the same message (fifo)"),
  dlq: z.boolean().default(true).describe("Set messages aside that fail again and again"),
  maxReceiveCount: z
    .int()
    .min(1)
    .max(1000)
    .default(5)
    .describe("Attempts at a message before it goes to the dead-letter queue"),
  visibilitySeconds: z
    .int()
    .min(0)
    .max(43200)
    .default(120)
    .describe("Time that a reader has for a message before others see it again; longer than any job"),
  retentionDays: z.int().min(1).max(14).default(4).describe("Days to keep a message that nobody deletes"),
  delaySeconds: z.int().min(0).max(900).default(0).describe("Time before a new message can be read"),
  maxMessageKiB: z.int().min(1).max(1024).default(1024).describe("Largest message with its attributes"),
  kms: z
    .enum(["default", "cmk"])
    .default("default")
    .describe("Encryption by SQS's own key, or by a customer key of this layer"),
  senders: z.array(z.string()).default([]).describe("Services of 30-ecs that may send"),
  receivers: z
    .array(z.string())
    .default([])
    .describe("Services of 30-ecs that may receive, where no worker does"),
  awsSenders: z
    .array(z.enum(["events", "s3", "sns"]))
    .default([])
    .describe("AWS services that may send from this account, without a role of ours"),
});

const scaling = z.strictObject({
  min: z.int().min(0).describe("Fewest tasks; 0 lets the worker sleep while there is nothing to do"),
  max: z.int().min(1).describe("Most tasks"),
  backlogPerTask: z
    .int()
    .min(1)
    .describe("Messages for each running task to hold: the delay you accept, divided by a job's usual time"),
  backlogMetric: z
    .strictObject({
      namespace: z.string().min(1).describe('Such as "Jobs"; not AWS/…'),
      name: z.string().min(1).describe('Such as "Waiting"'),
      dimensions: z.record(z.string(), z.string()).default({}),
    })
    .optional()
    .describe(
      "CloudWatch metric that somebody other than the worker sends each minute, jobs waiting and in work (source redis)",
    ),
  scaleInSeconds: z.int().min(0).default(300).describe("Time between two reductions"),
  scaleOutSeconds: z.int().min(0).default(60).describe("Time between two increases"),
});

const worker = z.strictObject({
  ...containerShape,
  repository: z.string().default("worker").describe("Repository of 30-ecs that a bare digest belongs to"),
  stopTimeoutSeconds: z
    .int()
    .min(2)
    .max(120)
    .default(120)
    .describe("Time between SIGTERM and SIGKILL to hand back what is not done"),
  source: z
    .enum(["sqs", "redis"])
    .default("sqs")
    .describe("What the worker reads: queues, or 20-data's cache"),
  queues: z.array(z.string()).default([]).describe("Queues that the worker reads (source sqs)"),
  sendsTo: z.array(z.string()).default([]).describe("Queues that the worker may send to"),
  jobSeconds: z
    .int()
    .min(1)
    .max(43199)
    .default(60)
    .describe("Longest run of one job; it also is how long task protection lasts"),
  taskProtection: z
    .boolean()
    .default(true)
    .describe("Let the worker ask ECS not to stop it during a job when tasks are taken away or replaced"),
  desired: z
    .int()
    .min(0)
    .default(1)
    .describe("Tasks to run once there is an image, where there is no scaling"),
  scaling: scaling.optional().describe("Automatic scaling; a fixed number of tasks where it is left out"),
  spot: z
    .boolean()
    .default(false)
    .describe("Run on Fargate Spot, which may stop any task at two minutes' notice"),
});

const compute = z.strictObject({
  architecture: z
    .enum(["amd64", "arm64"])
    .default("amd64")
    .describe("Processor that the workers' images are built for; another one ends in exec format error"),
  egress: z
    .enum(["internet", "endpoints"])
    .default("internet")
    .describe("How tasks reach AWS, as compute.egress of 30-ecs has it"),
});

const obs = z.strictObject({
  logRetentionDays: logRetentionDays.default(30).describe("Days to keep logs"),
  tracing: z
    .enum(["off", "adot"])
    .default("off")
    .describe("Send traces to X-Ray through an OpenTelemetry collector"),
  collectorImage: z
    .string()
    .default("public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3")
    .describe("Image of the OpenTelemetry collector"),
});

/** The configuration of 60-queues. */
export const queuesConfig = defineLayerConfig({
  queues: z.record(z.string(), queue).default({}).describe("Queues by name"),
  workers: z.record(z.string(), worker).default({}).describe("Worker services by name"),
  compute: compute.prefault({}),
  obs: obs.prefault({}),
}).superRefine((config, context) => {
  for (const { path, message } of findQueueFaults(config)) {
    context.addIssue({ code: "custom", path, message });
  }
});

export type QueuesConfig = z.output<typeof queuesConfig>;
export type QueuesConfigInput = z.input<typeof queuesConfig>;
export type QueueConfig = z.output<typeof queue>;
export type WorkerConfig = z.output<typeof worker>;
export type WorkerScalingConfig = z.output<typeof scaling>;
/** The configuration as the rules see it. */
export type CheckedQueuesConfig = {
  profile: string;
  queues: Record<string, QueueConfig>;
  workers: Record<string, WorkerConfig>;
  compute: z.output<typeof compute>;
  obs: z.output<typeof obs>;
};
