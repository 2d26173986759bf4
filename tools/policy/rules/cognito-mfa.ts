import { expectProperty, isOneOf } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Users can sign in with a second factor",
  controls: ["Cognito.5"],
  types: ["aws:cognito/userPool:UserPool"],
  check: (resource) => expectProperty(resource, "mfaConfiguration", isOneOf("ON", "OPTIONAL")),
  remedy: 'set auth.cognito.mfa to "OPTIONAL" or "ON"',
  source: securityHub("Cognito.5"),
});
