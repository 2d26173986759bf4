import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

/** A setting of a bucket: put, not created, and one per bucket. */
function settingOf(type: string, noun: string, operation: string): Entry {
  const name = `${type.slice(0, 1).toLowerCase()}${type.slice(1)}`;
  return {
    token: `aws:s3/${name}:${type}`,
    noun: `S3 Bucket ${noun}`,
    operations: { create: `Put${operation}`, update: `Put${operation}`, delete: `Delete${operation}` },
    overwrites: true,
    id: (make) => stringOf(make.inputs["bucket"]),
    createOnly: ["bucket", "expectedBucketOwner"],
  };
}

// https://docs.aws.amazon.com/general/latest/gr/s3.html#s3_website_region_endpoints
const websiteZones: Readonly<Record<string, string>> = {
  "us-east-1": "Z3AQBSTGFYJSTF",
  "us-east-2": "Z2O1EMRO9K5GLX",
  "us-west-1": "Z2F56UZL2M1ACD",
  "us-west-2": "Z3BJ6K6RIION7M",
  "eu-west-1": "Z1BKCTXD74EZPE",
  "eu-central-1": "Z21DNDUVLTQW6Q",
};

export const entries: readonly Entry[] = [
  {
    token: "aws:s3/bucket:Bucket",
    noun: "S3 Bucket",
    id: (make) => stringOf(make.inputs["bucket"]),
    outputs: (make) => ({
      arn: `arn:aws:s3:::${make.id}`,
      bucketDomainName: `${make.id}.s3.amazonaws.com`,
      bucketRegion: make.region,
      bucketRegionalDomainName: `${make.id}.s3.${make.region}.amazonaws.com`,
      hostedZoneId: websiteZones[make.region] ?? "",
      objectLockEnabled: false,
      requestPayer: "BucketOwner",
      serverSideEncryptionConfiguration: {
        rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" }, bucketKeyEnabled: false },
      },
      versioning: { enabled: false, mfaDelete: false },
    }),
    defaults: { forceDestroy: false },
    createOnly: ["bucket", "bucketPrefix", "bucketNamespace", "objectLockEnabled"],
    autoName: { property: "bucket", maxLength: 63, lowercase: true },
  },
  {
    ...settingOf("BucketPublicAccessBlock", "Public Access Block", "PublicAccessBlock"),
    defaults: { skipDestroy: false },
  },
  settingOf("BucketPolicy", "Policy", "BucketPolicy"),
  settingOf("BucketVersioning", "Versioning", "BucketVersioning"),
  {
    ...settingOf("BucketLifecycleConfiguration", "Lifecycle Configuration", "BucketLifecycleConfiguration"),
    outputs: () => ({ transitionDefaultMinimumObjectSize: "all_storage_classes_128K" }),
  },
  settingOf("BucketOwnershipControls", "Ownership Controls", "BucketOwnershipControls"),
  settingOf(
    "BucketServerSideEncryptionConfiguration",
    "Server-side Encryption Configuration",
    "BucketEncryption",
  ),
  settingOf("BucketCorsConfiguration", "CORS Configuration", "BucketCors"),
  {
    ...settingOf("BucketNotification", "Notification", "BucketNotificationConfiguration"),
    defaults: { eventbridge: false },
  },
  settingOf("BucketLogging", "Logging", "BucketLogging"),
];
