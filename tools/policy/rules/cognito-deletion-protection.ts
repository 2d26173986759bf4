import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Users are not deleted by mistake",
  controls: ["Cognito.6"],
  of: "production",
  types: ["aws:cognito/userPool:UserPool"],
  check: (resource) => expectProperty(resource, "deletionProtection", is("ACTIVE")),
  remedy: 'set deletionProtection to "ACTIVE"',
  source: securityHub("Cognito.6"),
});
