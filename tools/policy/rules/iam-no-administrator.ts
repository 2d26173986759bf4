import { allowsOf } from "../policy-document.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "No policy allows everything",
  controls: ["IAM.1", "CKV_AWS_62", "CKV_AWS_63"],
  types: ["aws:iam/policy:Policy", "aws:iam/rolePolicy:RolePolicy"],
  check({ properties }) {
    const everything = allowsOf(properties["policy"]).some(
      ({ actions, resources, isInverted }) =>
        !isInverted && actions.some((action) => /^\*(:\*)?$/.test(action)) && resources.includes("*"),
    );
    return everything
      ? 'a statement allows everything, expected the actions that are needed, got "*" on "*"'
      : undefined;
  },
  remedy: "list the actions, and the resources where AWS takes them",
  source: securityHub("IAM.1"),
});
