import { stackRule, securityHub } from "../rule.ts";

export default stackRule({
  title: "Buckets keep who read and wrote what",
  controls: ["S3.9"],
  of: "production",
  types: ["aws:s3/bucket:Bucket"],
  check: (resource, stack) =>
    stack.pointingAt(resource, "aws:s3/bucketLogging:BucketLogging", "bucket").length > 0
      ? undefined
      : "the bucket keeps no access logs, expected a logging configuration in its stack, got none",
  remedy: "add a BucketLogging that writes to the account's log bucket",
  source: securityHub("S3.9"),
});
