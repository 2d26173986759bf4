import { lastPart, stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:sqs/queue:Queue",
    noun: "SQS Queue",
    // A queue with the same attributes is handed out again; the rule queue-name-taken refuses others.
    overwrites: true,
    operations: { update: "SetQueueAttributes" },
    id: (make) => `https://sqs.${make.region}.amazonaws.com/${make.account}/${stringOf(make.inputs["name"])}`,
    outputs: (make) => ({ arn: make.arn("sqs", lastPart(make.id)), url: make.id }),
    defaults: {
      contentBasedDeduplication: false,
      delaySeconds: 0,
      fifoQueue: false,
      maxMessageSize: 1_048_576,
      messageRetentionSeconds: 345_600,
      receiveWaitTimeSeconds: 0,
      visibilityTimeoutSeconds: 30,
    },
    createOnly: ["name", "namePrefix", "fifoQueue"],
    autoName: { property: "name", maxLength: 80 },
  },
  {
    token: "aws:sqs/queuePolicy:QueuePolicy",
    noun: "SQS Queue Policy",
    overwrites: true,
    operations: { create: "SetQueueAttributes", update: "SetQueueAttributes", delete: "SetQueueAttributes" },
    id: (make) => stringOf(make.inputs["queueUrl"]),
    createOnly: ["queueUrl"],
  },
  {
    token: "aws:sqs/redrivePolicy:RedrivePolicy",
    noun: "SQS Queue Redrive Policy",
    overwrites: true,
    operations: { create: "SetQueueAttributes", update: "SetQueueAttributes", delete: "SetQueueAttributes" },
    id: (make) => stringOf(make.inputs["queueUrl"]),
    createOnly: ["queueUrl"],
  },
  {
    token: "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
    noun: "SQS Queue Redrive Allow Policy",
    overwrites: true,
    operations: { create: "SetQueueAttributes", update: "SetQueueAttributes", delete: "SetQueueAttributes" },
    id: (make) => stringOf(make.inputs["queueUrl"]),
    createOnly: ["queueUrl"],
  },
];
