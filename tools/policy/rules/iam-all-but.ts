import { allowsOf } from "../policy-document.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "No policy allows all but a few actions",
  controls: ["CKV_AWS_63"],
  types: ["aws:iam/policy:Policy", "aws:iam/rolePolicy:RolePolicy"],
  check: ({ properties }) =>
    allowsOf(properties["policy"]).some(({ isInverted }) => isInverted)
      ? "a statement allows all actions but some, expected the actions that are needed, got NotAction"
      : undefined,
  remedy: "list the actions: with NotAction every new service of AWS is allowed",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
});
