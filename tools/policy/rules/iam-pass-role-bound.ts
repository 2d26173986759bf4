import { allowsOf, conditionValues } from "../policy-document.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "Roles are handed only to the services that they are for",
  controls: [],
  types: ["aws:iam/policy:Policy", "aws:iam/rolePolicy:RolePolicy"],
  check({ properties }) {
    const unbound = allowsOf(properties["policy"])
      .filter(
        ({ actions, isInverted }) =>
          !isInverted && actions.some((action) => /^iam:(PassRole|Pass\*)$/i.test(action)),
      )
      .some((statement) => conditionValues(statement, "iam:PassedToService").length === 0);
    return unbound
      ? "iam:PassRole is not bound to a service, expected the condition iam:PassedToService, got none"
      : undefined;
  },
  remedy: "add the condition: who may pass any role to any service has that role's rights",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
});
