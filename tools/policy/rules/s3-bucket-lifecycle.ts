import { stackRule, securityHub } from "../rule.ts";

export default stackRule({
  title: "Every bucket says how long it keeps what",
  controls: ["S3.13"],

  types: ["aws:s3/bucket:Bucket"],
  check: (resource, stack) =>
    stack.pointingAt(resource, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "bucket")
      .length > 0
      ? undefined
      : "the bucket has no lifecycle, expected a lifecycle configuration in its stack, got none",
  remedy: "add a BucketLifecycleConfiguration",
  source: securityHub("S3.13"),
});
