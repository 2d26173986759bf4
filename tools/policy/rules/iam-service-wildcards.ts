import { allowsOf } from "../policy-document.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "No policy allows a whole service on everything",
  controls: ["IAM.21"],
  types: ["aws:iam/policy:Policy", "aws:iam/rolePolicy:RolePolicy"],
  check({ properties }) {
    const whole = allowsOf(properties["policy"])
      .filter(({ resources, conditions }) => resources.includes("*") && Object.keys(conditions).length === 0)
      .flatMap(({ actions, isInverted }) => (isInverted ? [] : actions))
      .find((action) => /^[a-z0-9-]+:\*$/i.test(action));
    return whole === undefined
      ? undefined
      : `a statement allows a whole service, expected the actions that are needed, got "${whole}" on "*"`;
  },
  remedy: "list the actions or name the resources",
  source: securityHub("IAM.21"),
});
