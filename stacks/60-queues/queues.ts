import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../../shared/naming.ts";
import type { QueueConfig } from "./config.ts";
import { NamedQueue } from "./named-queue.ts";
import { QueueKey } from "./queue-key.ts";

export interface QueuesArgs {
  scope: Scope & { profile: string };
  queues: Readonly<Record<string, QueueConfig>>;
}

/** All queues, and the key of those that ask for one. */
export class Queues extends pulumi.ComponentResource {
  readonly byName: Record<string, NamedQueue> = {};
  readonly kmsKeyArn: pulumi.Output<string> | undefined;
  readonly published: Record<string, PublishedQueue> = {};

  constructor(name: string, args: QueuesArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:60-queues:Queues", name, {}, options);

    const wantsKey = Object.values(args.queues).some(({ kms }) => kms === "cmk");
    this.kmsKeyArn = wantsKey ? new QueueKey("queues", args, { parent: this }).arn : undefined;
    for (const [queue, config] of Object.entries(args.queues)) {
      const kmsKeyArn = config.kms === "cmk" ? this.kmsKeyArn : undefined;
      const made = new NamedQueue(queue, { scope: args.scope, queue: config, kmsKeyArn }, { parent: this });
      this.byName[queue] = made;
      this.published[queue] = describe(made, kmsKeyArn);
    }
    this.registerOutputs();
  }
}

function describe({ queue, deadLetters }: NamedQueue, kmsKeyArn: pulumi.Output<string> | undefined) {
  return {
    name: queue.name,
    url: queue.url,
    arn: queue.arn,
    ...(deadLetters !== undefined && { deadLetterName: deadLetters.name, deadLetterArn: deadLetters.arn }),
    ...(kmsKeyArn !== undefined && { kmsKeyArn }),
  };
}

type PublishedQueue = ReturnType<typeof describe>;
