import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Scope } from "../../shared/naming.ts";

const daysKept = 14;

/** Where documents that could not be masked and events that could not be delivered wait for a person. */
export class FailureQueue extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly queueName: pulumi.Output<string>;

  constructor(name: string, { scope }: { scope: Scope }, opts?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:docpipeline:FailureQueue", name, {}, opts);
    const queue = new aws.sqs.Queue(
      name,
      {
        name: resourceName(scope, "docpipeline-failures", 80),
        messageRetentionSeconds: daysKept * 24 * 60 * 60,
        receiveWaitTimeSeconds: 20,
        // With AWS's own key for SQS EventBridge could not send.
        sqsManagedSseEnabled: true,
      },
      { parent: this },
    );
    this.url = queue.url;
    this.arn = queue.arn;
    this.queueName = queue.name;
    this.registerOutputs({ arn: this.arn });
  }
}
