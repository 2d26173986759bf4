import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { NamedQueue } from "./named-queue.ts";

export interface RuntimeSettingsArgs {
  /** Ends in a slash. */
  prefix: pulumi.Input<string>;
  queues: Readonly<Record<string, NamedQueue>>;
}

/** Where the services of 30-ecs, which were there before the queues, find them when they start. */
export class RuntimeSettings extends pulumi.ComponentResource {
  constructor(name: string, args: RuntimeSettingsArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:60-queues:RuntimeSettings", name, {}, options);
    for (const [queue, { queue: made }] of Object.entries(args.queues)) {
      new aws.ssm.Parameter(
        `queues/${queue}`,
        // "insecure" keeps the value legible in previews; an address is no secret.
        { name: pulumi.interpolate`${args.prefix}queues/${queue}`, type: "String", insecureValue: made.url },
        { parent: this },
      );
    }
    this.registerOutputs();
  }
}
