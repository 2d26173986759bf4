import { expectProperty, firstOf, is, isAtLeast } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Passwords of users hold",
  controls: ["Cognito.3"],
  types: ["aws:cognito/userPool:UserPool"],
  check: (resource) =>
    firstOf(
      expectProperty(resource, "passwordPolicy.minimumLength", isAtLeast(8)),
      expectProperty(resource, "passwordPolicy.requireLowercase", is(true)),
      expectProperty(resource, "passwordPolicy.requireNumbers", is(true)),
      expectProperty(resource, "passwordPolicy.requireSymbols", is(true)),
      expectProperty(resource, "passwordPolicy.requireUppercase", is(true)),
    ),
  remedy: "raise auth.cognito.password",
  source: securityHub("Cognito.3"),
});
