import { forAccount, type Statement } from "../../shared/policy-document.ts";
import type { BucketConfig } from "./config.ts";

/** Lets S3 write this account's access logs, since the bucket has no ACLs. */
export function accessLogPolicy(bucketArn: string, accountId: string): Statement[] {
  return [
    {
      Sid: "S3WritesAccessLogs",
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: [`${bucketArn}/*`],
      Condition: forAccount(accountId),
    },
  ];
}

/** The one lifecycle configuration of a bucket: S3 keeps a single one, and a second resource would overwrite it. */
export function lifecycleRules(
  bucket: Pick<
    BucketConfig,
    | "abortUploadsAfterDays"
    | "noncurrentDays"
    | "versioning"
    | "infrequentAccessAfterDays"
    | "glacierAfterDays"
    | "expireAfterDays"
  >,
): LifecycleRule[] {
  const transitions = [
    ...(bucket.infrequentAccessAfterDays === undefined
      ? []
      : [{ days: bucket.infrequentAccessAfterDays, storageClass: "STANDARD_IA" }]),
    ...(bucket.glacierAfterDays === undefined
      ? []
      : [{ days: bucket.glacierAfterDays, storageClass: "GLACIER_IR" }]),
  ];
  const all = { status: "Enabled", filter: {} };
  return [
    {
      id: "abort-unfinished-uploads",
      ...all,
      abortIncompleteMultipartUpload: { daysAfterInitiation: bucket.abortUploadsAfterDays },
    },
    ...(bucket.versioning
      ? [
          {
            id: "expire-old-versions",
            ...all,
            noncurrentVersionExpiration: { noncurrentDays: bucket.noncurrentDays },
          },
        ]
      : []),
    ...(transitions.length === 0 ? [] : [{ id: "move-to-cheaper-storage", ...all, transitions }]),
    ...(bucket.expireAfterDays === undefined
      ? []
      : [{ id: "expire-objects", ...all, expiration: { days: bucket.expireAfterDays } }]),
  ];
}

export interface LifecycleRule {
  id: string;
  status: string;
  filter: object;
  abortIncompleteMultipartUpload?: { daysAfterInitiation: number };
  noncurrentVersionExpiration?: { noncurrentDays: number };
  transitions?: { days: number; storageClass: string }[];
  expiration?: { days: number };
}
