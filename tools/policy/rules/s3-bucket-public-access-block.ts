import { stackRule, securityHub } from "../rule.ts";

export default stackRule({
  title: "Every bucket has a public access block",
  controls: ["S3.8"],

  types: ["aws:s3/bucket:Bucket"],
  check: (resource, stack) =>
    stack.pointingAt(resource, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "bucket").length > 0
      ? undefined
      : "the bucket has no public access block, expected one in its stack, got none",
  remedy: "add a BucketPublicAccessBlock",
  source: securityHub("S3.8"),
});
