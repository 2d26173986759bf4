import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createBucketSafeguards } from "../../shared/components/bucket-safeguards.ts";
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
  readonly #publicAccessBlock: aws.s3.BucketPublicAccessBlock;

  constructor(name: string, args: SiteBucketArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:90-cdn:SiteBucket", name, {}, options);

    this.bucket = createBucket(this, name, args);
    const { publicAccessBlock, versioning } = createBucketSafeguards(
      name,
      { bucket: this.bucket, versioning: true },
      { parent: this },
    );
    this.#publicAccessBlock = publicAccessBlock;
    createRetention(this, name, versioning, args);
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
      { parent: this, dependsOn: [this.#publicAccessBlock] },
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

function createRetention(
  parent: SiteBucket,
  name: string,
  versioning: aws.s3.BucketVersioning | undefined,
  { site }: SiteBucketArgs,
): void {
  const { bucket } = parent;
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
    { parent, dependsOn: versioning ?? [] },
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
