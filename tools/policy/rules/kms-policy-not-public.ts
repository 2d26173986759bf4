import { allowsOf, isForAnybody } from "../policy-document.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "No key's policy lets everybody in",
  controls: ["KMS.5", "CKV_AWS_33"],
  types: ["aws:kms/key:Key"],
  check: ({ properties }) =>
    allowsOf(properties["policy"]).some(isForAnybody)
      ? 'the policy lets anybody in, expected named principals or a condition on the caller, got "*"'
      : undefined,
  remedy: "name the principal, or add kms:CallerAccount",
  source: securityHub("KMS.5"),
});
