import { ingressRuleToken, egressRuleToken, textOf } from "../account-contents.ts";
import { weightOfPrefixList } from "../facts/prefix-lists.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "security-group-rule-quota",
  tokens: [ingressRuleToken, egressRuleToken],
  operations: ["create"],
  code: "RulesPerSecurityGroupLimitExceeded",
  source:
    "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups",
  refuses({ account, region, store, token, inputs }) {
    const rules = store
      .list(token, { account, region })
      .filter((rule) => rule.properties["securityGroupId"] === inputs["securityGroupId"]);
    const weights = [...rules.map((rule) => rule.properties), inputs].map((rule) =>
      weightOfPrefixList(region, textOf(rule, "prefixListId")),
    );
    return weights.reduce((sum, weight) => sum + weight, 0) > 60
      ? "The maximum number of rules per security group has been reached."
      : undefined;
  },
};
