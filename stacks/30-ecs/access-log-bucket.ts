import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
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
    const block = closeBucket(this, name, bucket);
    createRetention(this, name, bucket, args);
    this.policy = createPolicy(this, name, bucket, block, args);

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

function closeBucket(
  parent: AccessLogBucket,
  name: string,
  bucket: aws.s3.Bucket,
): aws.s3.BucketPublicAccessBlock {
  new aws.s3.BucketOwnershipControls(
    name,
    { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } },
    { parent },
  );
  new aws.s3.BucketServerSideEncryptionConfiguration(
    name,
    { bucket: bucket.id, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    { parent },
  );
  return new aws.s3.BucketPublicAccessBlock(
    name,
    {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    { parent },
  );
}

function createRetention(
  parent: AccessLogBucket,
  name: string,
  bucket: aws.s3.Bucket,
  { keepForDays }: AccessLogBucketArgs,
): void {
  const versioning = new aws.s3.BucketVersioning(
    name,
    { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
    { parent },
  );
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
    { parent, dependsOn: [versioning] },
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
    // S3 refuses two changes of a bucket's access at once.
    { parent, dependsOn: [block] },
  );
}
