import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface BucketSafeguardsArgs {
  bucket: aws.s3.Bucket;
  /** The customer key, or undefined for keys of S3 (SSE-S3), the only ones that log deliveries can write with. */
  kmsKeyArn?: pulumi.Input<string> | undefined;
  versioning: boolean;
}

export interface BucketSafeguards {
  /** A bucket's policy comes after it: S3 answers OperationAborted to two changes of a bucket's access at once. */
  publicAccessBlock: aws.s3.BucketPublicAccessBlock;
  /** Rules for old versions come after it. */
  versioning: aws.s3.BucketVersioning | undefined;
}

/**
 * What every private bucket has: no ACLs, no public access, encryption, and versions where they are asked for.
 *
 * @param name logical name of each of the resources
 * @param options the parent, among others. Not the bucket where that is protected: children inherit it
 */
export function createBucketSafeguards(
  name: string,
  { bucket, kmsKeyArn, versioning }: BucketSafeguardsArgs,
  options: pulumi.CustomResourceOptions,
): BucketSafeguards {
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
    options,
  );
  const ownership = new aws.s3.BucketOwnershipControls(
    name,
    { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } },
    options,
  );
  const publicAccessBlock = new aws.s3.BucketPublicAccessBlock(
    name,
    {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    { ...options, dependsOn: [ownership] },
  );
  return {
    publicAccessBlock,
    versioning: versioning
      ? new aws.s3.BucketVersioning(
          name,
          { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
          options,
        )
      : undefined,
  };
}
