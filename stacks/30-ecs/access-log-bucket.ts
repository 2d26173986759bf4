import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createBucketSafeguards } from "../../shared/components/bucket-safeguards.ts";
import { bucketName, type Scope } from "../../shared/naming.ts";
import { renderAccessLogPolicy } from "./access-log-policy.ts";

export interface AccessLogBucketArgs {
  scope: Scope;
  keepForDays: number;
  forceDestroy: boolean;
}

/** The bucket of the load balancers' access logs. SSE-S3, because load balancers cannot write with a KMS key. */
export class AccessLogBucket extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  /** A load balancer tests its right to write as soon as it is told of the bucket. */
  readonly policy: aws.s3.BucketPolicy;

  constructor(name: string, args: AccessLogBucketArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:30-ecs:AccessLogBucket", name, {}, options);

    const bucket = createBucket(this, name, args);
    const { publicAccessBlock, versioning } = createBucketSafeguards(
      name,
      { bucket, versioning: true },
      { parent: this },
    );
    createRetention(this, name, bucket, versioning, args);
    this.policy = createPolicy(this, name, bucket, publicAccessBlock, args);

    this.bucketName = bucket.bucket;
    this.registerOutputs();
  }
}

function createBucket(parent: AccessLogBucket, name: string, args: AccessLogBucketArgs): aws.s3.Bucket {
  return new aws.s3.Bucket(
    name,
    { bucket: bucketName(args.scope, name), forceDestroy: args.forceDestroy },
    { parent },
  );
}

function createRetention(
  parent: AccessLogBucket,
  name: string,
  bucket: aws.s3.Bucket,
  versioning: aws.s3.BucketVersioning | undefined,
  { keepForDays }: AccessLogBucketArgs,
): void {
  new aws.s3.BucketLifecycleConfiguration(
    name,
    {
      bucket: bucket.id,
      rules: [
        {
          id: "expire",
          status: "Enabled",
          filter: { prefix: "" },
          expiration: { days: keepForDays },
          noncurrentVersionExpiration: { noncurrentDays: 7 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
        },
      ],
    },
    { parent, dependsOn: versioning ?? [] },
  );
}

function createPolicy(
  parent: AccessLogBucket,
  name: string,
  bucket: aws.s3.Bucket,
  block: aws.s3.BucketPublicAccessBlock,
  { scope }: AccessLogBucketArgs,
): aws.s3.BucketPolicy {
  return new aws.s3.BucketPolicy(
    name,
    { bucket: bucket.id, policy: bucket.arn.apply((arn) => renderAccessLogPolicy(arn, scope)) },
    { parent, dependsOn: [block] },
  );
}
