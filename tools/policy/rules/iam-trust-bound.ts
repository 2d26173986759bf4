import { allowsOf, isForAnybody } from "../policy-document.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "A role says who may take it",
  controls: ["CKV_AWS_60", "CKV_AWS_61"],
  types: ["aws:iam/role:Role"],
  check: ({ properties }) =>
    allowsOf(properties["assumeRolePolicy"]).some(isForAnybody)
      ? 'anybody may take the role, expected named principals, got "*"'
      : undefined,
  remedy: "name the service or account",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
});
