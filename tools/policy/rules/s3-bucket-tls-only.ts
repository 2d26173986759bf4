import { statementsOf, type Statement } from "../policy-document.ts";
import { hasUnknown } from "../properties.ts";
import { securityHub, stackRule } from "../rule.ts";

export default stackRule({
  title: "Every bucket refuses requests without TLS",
  controls: ["S3.5", "CKV_AWS_379"],
  types: ["aws:s3/bucket:Bucket"],
  check(bucket, stack) {
    const policies = stack.pointingAt(bucket, "aws:s3/bucketPolicy:BucketPolicy", "bucket");
    if (policies.some(({ properties }) => hasUnknown(properties["policy"]))) return undefined;
    if (policies.some(({ properties }) => statementsOf(properties["policy"]).some(refusesPlainText)))
      return undefined;
    return `the bucket takes requests without TLS, expected a policy that denies them, got ${policies.length === 0 ? "no policy" : "one that does not"}`;
  },
  remedy: 'deny s3:* to everybody where "aws:SecureTransport" is "false"',
  source: securityHub("S3.5"),
});

function refusesPlainText({ effect, actions, principals, conditions }: Statement): boolean {
  return (
    effect === "Deny" &&
    actions.includes("s3:*") &&
    Object.values(principals).some((list) => list.includes("*")) &&
    conditions["Bool"]?.["aws:SecureTransport"]?.includes("false") === true
  );
}
