import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Sign-ins with stolen passwords are stopped",
  controls: ["Cognito.1"],
  of: "production",
  types: ["aws:cognito/userPool:UserPool"],
  check: (resource) => expectProperty(resource, "userPoolAddOns.advancedSecurityMode", is("ENFORCED")),
  remedy: 'set auth.cognito.tier to "PLUS", which costs by the user',
  source: securityHub("Cognito.1"),
});
