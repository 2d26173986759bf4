import { stackRule, securityHub } from "../rule.ts";

export default stackRule({
  title: "Every bucket says how it is encrypted",
  controls: ["S3.17"],

  types: ["aws:s3/bucket:Bucket"],
  check: (resource, stack) =>
    stack.pointingAt(
      resource,
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "bucket",
    ).length > 0
      ? undefined
      : "the bucket's encryption is left to AWS, expected a configuration in its stack, got none",
  remedy: "add a BucketServerSideEncryptionConfiguration",
  source: securityHub("S3.17"),
});
