import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "bucket-setting-twice",
  tokens: [
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "aws:s3/bucketVersioning:BucketVersioning",
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
    "aws:s3/bucketNotification:BucketNotification",
    "aws:s3/bucketLogging:BucketLogging",
  ],
  operations: ["create"],
  code: "OperationAborted",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html",
  // S3 would take the second one and silently lose the first: two owners that undo each other at every update.
  refuses: ({ account, region, store, token, inputs }) =>
    store.get(token, { account, region }, textOf(inputs, "bucket")) !== undefined
      ? `bucket ${textOf(inputs, "bucket")} already has this setting, and a second one would overwrite it; keep one per bucket`
      : undefined,
};
