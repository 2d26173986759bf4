import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createBucketSafeguards } from "../../shared/components/bucket-safeguards.ts";
import { bucketName, resourceName, type Scope } from "../../shared/naming.ts";
import { logBucketPolicy, logKeyPolicy } from "./log-policies.ts";

export interface LogStoreArgs {
  scope: Scope;
  /** ARN of the trail, computed from its fixed name: the policies are there before the trail is. */
  trailArn: string;
  keepDays: number;
  /** Whether the bucket may be removed only once it is empty. */
  keep: boolean;
  /** Whether log groups and the trail get a key of our own. */
  ownKey: boolean;
}

/** Where the account's audit and flow logs end up. */
export class LogStore extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly bucketArn: pulumi.Output<string>;
  /** Logs can be delivered only once this is in place. */
  readonly bucketPolicy: aws.s3.BucketPolicy;
  readonly keyArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: LogStoreArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:00-account:LogStore", name, {}, opts);
    const { scope } = args;
    const child = { parent: this };

    const bucket = createBucket();
    const { publicAccessBlock, versioning } = createBucketSafeguards(
      `${name}-bucket`,
      { bucket, versioning: true },
      child,
    );
    createLifecycle();
    this.bucketPolicy = createPolicy();
    this.keyArn = args.ownKey ? createKey().arn : undefined;
    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });

    function createBucket() {
      return new aws.s3.Bucket(
        `${name}-bucket`,
        { bucket: bucketName(scope, "logs"), forceDestroy: !args.keep },
        child,
      );
    }

    function createLifecycle() {
      new aws.s3.BucketLifecycleConfiguration(
        `${name}-lifecycle`,
        {
          bucket: bucket.bucket,
          rules: [
            {
              id: "expire-logs",
              status: "Enabled",
              filter: { prefix: "" },
              expiration: { days: args.keepDays },
              noncurrentVersionExpiration: { noncurrentDays: 30 },
              abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
            },
          ],
        },
        { ...child, dependsOn: versioning ?? [] },
      );
    }

    function createPolicy() {
      return new aws.s3.BucketPolicy(
        `${name}-policy`,
        {
          bucket: bucket.bucket,
          policy: bucket.arn.apply((bucketArn) =>
            logBucketPolicy({ bucketArn, accountId: scope.accountId, trailArn: args.trailArn }),
          ),
        },
        { ...child, dependsOn: [publicAccessBlock] },
      );
    }

    function createKey() {
      const key = new aws.kms.Key(
        `${name}-key`,
        {
          description: "Log groups and the trail of this account",
          enableKeyRotation: true,
          deletionWindowInDays: 30,
          policy: logKeyPolicy({
            accountId: scope.accountId,
            region: scope.region,
            trailArn: args.trailArn,
          }),
        },
        child,
      );
      new aws.kms.Alias(
        `${name}-key-alias`,
        { name: `alias/${resourceName(scope, "logs")}`, targetKeyId: key.keyId },
        child,
      );
      return key;
    }
  }
}
