import {
  listenerRuleToken,
  listenerToken,
  targetGroupsOf,
  targetGroupToken,
} from "../load-balancing-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "listener-targets-exist",
  tokens: [listenerToken, listenerRuleToken],
  operations: ["create", "update"],
  code: "TargetGroupNotFound",
  source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html",
  refuses({ account, region, store, inputs }) {
    const missing = targetGroupsOf(inputs).find(
      (arn) => store.get(targetGroupToken, { account, region }, arn) === undefined,
    );
    return missing === undefined ? undefined : `Target groups '${missing}' not found`;
  },
};
