import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { lifecycleRules, policyDocument, tlsOnlyPolicy, type Statement } from "./bucket-rules.ts";
import type { BucketConfig } from "./config.ts";

export interface PrivateBucketArgs {
  bucketName: string;
  config: Omit<BucketConfig, "accessLogs">;
  /** The customer key, or undefined for keys of S3 (SSE-S3). */
  kmsKeyArn: pulumi.Input<string> | undefined;
  accessLogBucket: pulumi.Input<string> | undefined;
  /** Statements beside the ones that demand TLS. */
  statements?: (bucketArn: string) => Statement[];
  protect: boolean;
}

/** A bucket that nobody outside the account can read, with everything that S3 keeps once per bucket. */
export class PrivateBucket extends pulumi.ComponentResource {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: PrivateBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:data:PrivateBucket", name, {}, opts);
    const bucket = createBucket(name, args, this);
    // Not children of the bucket: they would inherit its protection, and settings may come and go.
    const child = { parent: this };
    createVersioning(name, args, bucket, child);
    createEncryption(name, args, bucket, child);
    createAccessRules(name, args, bucket, child);
    createLifecycle(name, args, bucket, child);
    createCors(name, args, bucket, child);
    createNotification(name, args, bucket, child);
    createAccessLogging(name, args, bucket, child);
    this.name = bucket.bucket;
    this.arn = bucket.arn;
    this.registerOutputs({ name: this.name, arn: this.arn });
  }
}

function createBucket(name: string, args: PrivateBucketArgs, parent: pulumi.Resource): aws.s3.Bucket {
  return new aws.s3.Bucket(
    name,
    { bucket: args.bucketName, forceDestroy: args.config.forceDestroy },
    { parent, protect: args.protect },
  );
}

function createVersioning(
  name: string,
  { config }: PrivateBucketArgs,
  bucket: aws.s3.Bucket,
  opts: pulumi.CustomResourceOptions,
): void {
  if (!config.versioning) return;
  new aws.s3.BucketVersioning(
    name,
    { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
    opts,
  );
}

function createEncryption(
  name: string,
  { kmsKeyArn }: PrivateBucketArgs,
  bucket: aws.s3.Bucket,
  opts: pulumi.CustomResourceOptions,
): void {
  new aws.s3.BucketServerSideEncryptionConfiguration(
    name,
    {
      bucket: bucket.id,
      rules: [
        kmsKeyArn === undefined
          ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
          : {
              applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn },
              // One request to KMS for many objects instead of one each.
              bucketKeyEnabled: true,
            },
      ],
    },
    opts,
  );
}

function createAccessRules(
  name: string,
  { statements }: PrivateBucketArgs,
  bucket: aws.s3.Bucket,
  opts: pulumi.CustomResourceOptions,
): void {
  const ownership = new aws.s3.BucketOwnershipControls(
    name,
    { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } },
    opts,
  );
  const block = new aws.s3.BucketPublicAccessBlock(
    name,
    {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    // S3 answers OperationAborted to two of these calls at the same time on one bucket.
    { ...opts, dependsOn: ownership },
  );
  new aws.s3.BucketPolicy(
    name,
    {
      bucket: bucket.id,
      policy: bucket.arn.apply((arn) =>
        policyDocument([...tlsOnlyPolicy(arn), ...(statements?.(arn) ?? [])]),
      ),
    },
    { ...opts, dependsOn: block },
  );
}

function createLifecycle(
  name: string,
  { config }: PrivateBucketArgs,
  bucket: aws.s3.Bucket,
  opts: pulumi.CustomResourceOptions,
): void {
  new aws.s3.BucketLifecycleConfiguration(name, { bucket: bucket.id, rules: lifecycleRules(config) }, opts);
}

function createCors(
  name: string,
  { config: { cors } }: PrivateBucketArgs,
  bucket: aws.s3.Bucket,
  opts: pulumi.CustomResourceOptions,
): void {
  if (cors === undefined) return;
  new aws.s3.BucketCorsConfiguration(
    name,
    {
      bucket: bucket.id,
      corsRules: [
        {
          allowedOrigins: cors.origins,
          allowedMethods: cors.methods,
          allowedHeaders: ["*"],
          exposeHeaders: ["ETag"],
          maxAgeSeconds: cors.maxAgeSeconds,
        },
      ],
    },
    opts,
  );
}

function createNotification(
  name: string,
  { config }: PrivateBucketArgs,
  bucket: aws.s3.Bucket,
  opts: pulumi.CustomResourceOptions,
): void {
  if (!config.eventBridge) return;
  // The bucket's only notification; layers above add EventBridge rules instead of a second one, which would overwrite it.
  new aws.s3.BucketNotification(name, { bucket: bucket.id, eventbridge: true }, opts);
}

function createAccessLogging(
  name: string,
  { accessLogBucket, bucketName }: PrivateBucketArgs,
  bucket: aws.s3.Bucket,
  opts: pulumi.CustomResourceOptions,
): void {
  if (accessLogBucket === undefined) return;
  new aws.s3.BucketLogging(
    name,
    { bucket: bucket.id, targetBucket: accessLogBucket, targetPrefix: `${bucketName}/` },
    opts,
  );
}
