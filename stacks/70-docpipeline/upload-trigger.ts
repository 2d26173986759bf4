import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow } from "../../shared/policy-document.ts";
import { failureQueuePolicy } from "./access.ts";
import type { FailureQueue } from "./failure-queue.ts";
import { createRole } from "./pipeline-role.ts";
import { uploadPattern } from "./starter.ts";

export interface UploadTriggerArgs {
  accountId: string;
  bucketName: pulumi.Input<string>;
  starterArn: pulumi.Output<string>;
  failures: FailureQueue;
  permissionsBoundaryArn: pulumi.Input<string | undefined>;
}

/** Starts the starter for every upload to the bucket of originals, which 20-data lets send its events. */
export class UploadTrigger extends pulumi.ComponentResource {
  readonly ruleName: pulumi.Output<string>;

  constructor(name: string, args: UploadTriggerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:docpipeline:UploadTrigger", name, {}, opts);
    const { accountId, bucketName, starterArn, failures, permissionsBoundaryArn } = args;
    const rule = new aws.cloudwatch.EventRule(
      name,
      {
        description: "Uploads to the bucket of original documents",
        eventPattern: pulumi.output(bucketName).apply((bucket) => JSON.stringify(uploadPattern(bucket))),
      },
      { parent: this },
    );
    const queuePolicy = new aws.sqs.QueuePolicy(
      name,
      {
        queueUrl: failures.url,
        policy: pulumi
          .all([failures.arn, rule.arn])
          .apply(([queue, source]) => failureQueuePolicy(queue, source)),
      },
      { parent: this },
    );
    const { role, policy } = createRole(
      name,
      {
        service: "events.amazonaws.com",
        accountId,
        permissionsBoundaryArn,
        statements: starterArn.apply((arn) => [allow("Start", ["states:StartExecution"], [arn])]),
      },
      this,
    );
    new aws.cloudwatch.EventTarget(
      name,
      {
        rule: rule.name,
        arn: starterArn,
        roleArn: role.arn,
        retryPolicy: { maximumEventAgeInSeconds: 24 * 60 * 60, maximumRetryAttempts: 185 },
        deadLetterConfig: { arn: failures.arn },
      },
      { parent: this, dependsOn: [policy, queuePolicy] },
    );
    this.ruleName = rule.name;
    this.registerOutputs({ ruleName: this.ruleName });
  }
}
