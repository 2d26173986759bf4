import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
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
    const publicAccess = createPublicAccessBlock();
    createEncryption();
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

    function createPublicAccessBlock() {
      return new aws.s3.BucketPublicAccessBlock(
        `${name}-public-access`,
        {
          bucket: bucket.bucket,
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        },
        child,
      );
    }

    function createEncryption() {
      new aws.s3.BucketOwnershipControls(
        `${name}-ownership`,
        { bucket: bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
        child,
      );
      new aws.s3.BucketServerSideEncryptionConfiguration(
        `${name}-encryption`,
        {
          bucket: bucket.bucket,
          // Load balancers and S3 itself cannot write logs to a bucket with a key of our own.
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
        },
        child,
      );
    }

    function createLifecycle() {
      const versioning = new aws.s3.BucketVersioning(
        `${name}-versioning`,
        { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
        child,
      );
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
        { ...child, dependsOn: [versioning] },
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
        // S3 refuses two changes of a bucket's access at the same time (OperationAborted).
        { ...child, dependsOn: [publicAccess] },
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
