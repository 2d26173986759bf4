import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { bucketName, type Scope } from "../../shared/naming.ts";
import type { CdnConfig } from "./config.ts";
import { renderSitePolicy } from "./site-policy.ts";

export interface SiteBucketArgs {
  scope: Scope;
  site: CdnConfig["cdn"]["site"];
}

/** The private bucket of the web app's files. CI fills it and Pulumi leaves its content alone. */
export class SiteBucket extends pulumi.ComponentResource {
  readonly bucket: aws.s3.Bucket;
  readonly accessControlId: pulumi.Output<string>;
  readonly #block: aws.s3.BucketPublicAccessBlock;

  constructor(name: string, args: SiteBucketArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:90-cdn:SiteBucket", name, {}, options);

    this.bucket = createBucket(this, name, args);
    this.#block = closeBucket(this, name);
    createRetention(this, name, args);
    this.accessControlId = createAccessControl(this, name);
    this.registerOutputs();
  }

  /** Lets a distribution read the files; it has to exist before, since the policy names it. */
  openTo(name: string, distributionArn: pulumi.Output<string>): void {
    new aws.s3.BucketPolicy(
      name,
      {
        bucket: this.bucket.id,
        policy: pulumi
          .all([this.bucket.arn, distributionArn])
          .apply(([bucketArn, arn]) => renderSitePolicy(bucketArn, arn)),
      },
      // S3 refuses two changes of a bucket's access at once.
      { parent: this, dependsOn: [this.#block] },
    );
  }
}

function createBucket(parent: SiteBucket, name: string, { scope, site }: SiteBucketArgs): aws.s3.Bucket {
  return new aws.s3.Bucket(
    name,
    { bucket: bucketName(scope, name), forceDestroy: site.forceDestroy },
    { parent },
  );
}

function closeBucket(parent: SiteBucket, name: string): aws.s3.BucketPublicAccessBlock {
  const { bucket } = parent;
  const ownership = new aws.s3.BucketOwnershipControls(
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
    { parent, dependsOn: [ownership] },
  );
}

function createRetention(parent: SiteBucket, name: string, { site }: SiteBucketArgs): void {
  const { bucket } = parent;
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
          id: "old-versions",
          status: "Enabled",
          filter: { prefix: "" },
          noncurrentVersionExpiration: { noncurrentDays: site.oldVersionDays },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
        },
      ],
    },
    { parent, dependsOn: [versioning] },
  );
}

function createAccessControl(parent: SiteBucket, name: string): pulumi.Output<string> {
  return new aws.cloudfront.OriginAccessControl(
    name,
    {
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    },
    { parent },
  ).id;
}
