import { expectProperty, firstOf, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Passwords of IAM users mix letters of both cases, digits and symbols",
  controls: ["IAM.7", "CKV_AWS_11", "CKV_AWS_12", "CKV_AWS_14", "CKV_AWS_15"],
  types: ["aws:iam/accountPasswordPolicy:AccountPasswordPolicy"],
  check: (resource) =>
    firstOf(
      expectProperty(resource, "requireLowercaseCharacters", is(true)),
      expectProperty(resource, "requireNumbers", is(true)),
      expectProperty(resource, "requireSymbols", is(true)),
      expectProperty(resource, "requireUppercaseCharacters", is(true)),
    ),
  remedy: "require all four kinds of characters",
  source: securityHub("IAM.7"),
});
