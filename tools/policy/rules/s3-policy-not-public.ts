import { allowsOf, isForAnybody } from "../policy-document.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "No bucket's policy lets everybody in",
  controls: ["S3.2", "S3.3", "CKV_AWS_70"],
  types: ["aws:s3/bucketPolicy:BucketPolicy"],
  check: ({ properties }) =>
    allowsOf(properties["policy"]).some(isForAnybody)
      ? 'the policy lets anybody in, expected named principals or a condition on the caller, got "*"'
      : undefined,
  remedy: "name the principal; for CloudFront its service with aws:SourceArn",
  source: securityHub("S3.2"),
});
