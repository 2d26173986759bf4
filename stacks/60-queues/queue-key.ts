import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Scope } from "../../shared/naming.ts";
import type { QueueConfig } from "./config.ts";
import { renderQueueKeyPolicy } from "./queue-policy.ts";

export interface QueueKeyArgs {
  scope: Scope & { profile: string };
  queues: Readonly<Record<string, QueueConfig>>;
}

/** The customer key of the queues that ask for one. */
export class QueueKey extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, { scope, queues }: QueueKeyArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:60-queues:QueueKey", name, {}, options);
    const senders = Object.values(queues).flatMap(({ kms, awsSenders }) => (kms === "cmk" ? awsSenders : []));
    const key = new aws.kms.Key(
      name,
      {
        description: `Messages of ${scope.product} ${scope.environment}`,
        policy: renderQueueKeyPolicy(scope.accountId, senders),
        enableKeyRotation: true,
        deletionWindowInDays: scope.profile === "prod" || scope.profile === "stage" ? 30 : 7,
      },
      { parent: this },
    );
    new aws.kms.Alias(
      name,
      { name: `alias/${resourceName(scope, "queues")}`, targetKeyId: key.id },
      { parent: this },
    );
    this.arn = key.arn;
    this.registerOutputs();
  }
}
