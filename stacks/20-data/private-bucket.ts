import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createBucketSafeguards } from "../../shared/components/bucket-safeguards.ts";
import { denyBucketWithoutTls, policyDocument, type Statement } from "../../shared/policy-document.ts";
import { lifecycleRules } from "./bucket-rules.ts";
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
    const { kmsKeyArn, config } = args;
    const { publicAccessBlock, versioning } = createBucketSafeguards(
      name,
      { bucket, kmsKeyArn, versioning: config.versioning },
      child,
    );
    createPolicy(name, args, bucket, { ...child, dependsOn: publicAccessBlock });
    createLifecycle(name, args, bucket, { ...child, dependsOn: versioning ?? [] });
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

function createPolicy(
  name: string,
  { statements }: PrivateBucketArgs,
  bucket: aws.s3.Bucket,
  opts: pulumi.CustomResourceOptions,
): void {
  new aws.s3.BucketPolicy(
    name,
    {
      bucket: bucket.id,
      policy: bucket.arn.apply((arn) =>
        policyDocument([...denyBucketWithoutTls(arn), ...(statements?.(arn) ?? [])]),
      ),
    },
    opts,
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
