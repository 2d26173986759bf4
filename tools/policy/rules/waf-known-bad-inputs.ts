import { hasUnknown, listAt, valueAt } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "A web ACL knows the inputs that break well-known software",
  controls: ["CKV_AWS_192"],
  types: ["aws:wafv2/webAcl:WebAcl"],
  check: ({ properties }) =>
    hasUnknown(properties["rules"]) ||
    listAt(properties, "rules").some(
      (rule) =>
        valueAt(rule, "statement.managedRuleGroupStatement.name") === "AWSManagedRulesKnownBadInputsRuleSet",
    )
      ? undefined
      : "known bad inputs pass, expected the rule group AWSManagedRulesKnownBadInputsRuleSet, got none",
  remedy: "add the rule group",
  source: "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html",
});
