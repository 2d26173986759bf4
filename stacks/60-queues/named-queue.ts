import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { queueArn, queueName, type Scope } from "../../shared/naming.ts";
import type { QueueConfig } from "./config.ts";
import { renderQueuePolicy } from "./queue-policy.ts";
import { deadLetterRetentionDays } from "./queue-rules.ts";

export interface NamedQueueArgs {
  scope: Scope;
  queue: QueueConfig;
  /** The customer key, for queues with kms cmk. */
  kmsKeyArn: pulumi.Input<string> | undefined;
}

const secondsOfDay = 86_400;

/** A queue with its dead-letter queue, both encrypted and closed to plain HTTP. */
export class NamedQueue extends pulumi.ComponentResource {
  readonly queue: aws.sqs.Queue;
  readonly deadLetters: aws.sqs.Queue | undefined;

  constructor(name: string, args: NamedQueueArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:60-queues:NamedQueue", name, {}, options);

    this.deadLetters = createDeadLetters(this, name, args);
    this.queue = createQueue(this, name, args);
    createPolicies(this, name, args);
    allowRedrive(this, name);

    this.registerOutputs();
  }
}

function createDeadLetters(
  parent: NamedQueue,
  name: string,
  { scope, queue, kmsKeyArn }: NamedQueueArgs,
): aws.sqs.Queue | undefined {
  if (!queue.dlq) return undefined;
  return new aws.sqs.Queue(
    `${name}-dlq`,
    {
      name: queueName(scope, name, { fifo: queue.fifo, deadLetter: true }),
      // Both have to be of one type.
      ...(queue.fifo && { fifoQueue: true }),
      messageRetentionSeconds: deadLetterRetentionDays * secondsOfDay,
      maxMessageSize: queue.maxMessageKiB * 1024,
      receiveWaitTimeSeconds: 20,
      ...encryption(kmsKeyArn),
    },
    { parent },
  );
}

function createQueue(
  parent: NamedQueue,
  name: string,
  { scope, queue, kmsKeyArn }: NamedQueueArgs,
): aws.sqs.Queue {
  return new aws.sqs.Queue(
    name,
    {
      name: queueName(scope, name, { fifo: queue.fifo }),
      ...(queue.fifo && { fifoQueue: true, contentBasedDeduplication: queue.deduplicateByContent }),
      visibilityTimeoutSeconds: queue.visibilitySeconds,
      messageRetentionSeconds: queue.retentionDays * secondsOfDay,
      delaySeconds: queue.delaySeconds,
      maxMessageSize: queue.maxMessageKiB * 1024,
      // Long polling: an empty answer costs as much as a message.
      receiveWaitTimeSeconds: 20,
      ...encryption(kmsKeyArn),
      ...(parent.deadLetters !== undefined && {
        redrivePolicy: parent.deadLetters.arn.apply((deadLetterTargetArn) =>
          JSON.stringify({ deadLetterTargetArn, maxReceiveCount: queue.maxReceiveCount }),
        ),
      }),
    },
    { parent },
  );
}

/** One of the two: SQS refuses both together. */
function encryption(kmsKeyArn: pulumi.Input<string> | undefined): aws.sqs.QueueArgs {
  return kmsKeyArn === undefined
    ? { sqsManagedSseEnabled: true }
    : { kmsMasterKeyId: kmsKeyArn, kmsDataKeyReusePeriodSeconds: 300 };
}

function createPolicies(parent: NamedQueue, name: string, { scope, queue: config }: NamedQueueArgs): void {
  const { queue, deadLetters } = parent;
  new aws.sqs.QueuePolicy(
    name,
    {
      queueUrl: queue.url,
      policy: renderQueuePolicy(
        queueArn(scope, queueName(scope, name, { fifo: config.fifo })),
        scope.accountId,
        config.awsSenders,
      ),
    },
    { parent },
  );
  if (deadLetters === undefined) return;
  new aws.sqs.QueuePolicy(
    `${name}-dlq`,
    {
      queueUrl: deadLetters.url,
      policy: renderQueuePolicy(
        queueArn(scope, queueName(scope, name, { fifo: config.fifo, deadLetter: true })),
        scope.accountId,
      ),
    },
    { parent },
  );
}

/** A resource of its own, because each of the two queues names the other. */
function allowRedrive(parent: NamedQueue, name: string): void {
  const { queue, deadLetters } = parent;
  if (deadLetters === undefined) return;
  new aws.sqs.RedriveAllowPolicy(
    name,
    {
      queueUrl: deadLetters.url,
      redriveAllowPolicy: queue.arn.apply((arn) =>
        JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [arn] }),
      ),
    },
    { parent },
  );
}
