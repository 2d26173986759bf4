import { stringsIn } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "missing-bucket",
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
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "NoSuchBucket",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
  refuses({ account, store, inputs }) {
    const buckets = store.list("aws:s3/bucket:Bucket", { account }).map((bucket) => bucket.id);
    const named = [...stringsIn(inputs["bucket"]), ...stringsIn(inputs["targetBucket"])];
    const missing = named.find((name) => !buckets.includes(name));
    return missing === undefined ? undefined : `The specified bucket does not exist: ${missing}`;
  },
};
