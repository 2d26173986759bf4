import {
  usersOf,
  securityGroupToken,
  ingressRuleToken,
  egressRuleToken,
  wearersOf,
} from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "security-group-in-use",
  tokens: [securityGroupToken],
  operations: ["delete"],
  code: "DependencyViolation",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses({ account, region, store, id }) {
    const place = { account, region };
    const rules = usersOf(store, place, id, [
      [ingressRuleToken, "referencedSecurityGroupId"],
      [egressRuleToken, "referencedSecurityGroupId"],
    ]).filter((rule) => rule.properties["securityGroupId"] !== id);
    return rules.length + wearersOf(store, place, id).length > 0
      ? `resource ${id} has a dependent object`
      : undefined;
  },
};
