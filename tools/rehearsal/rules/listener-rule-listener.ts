import { textOf } from "../account-contents.ts";
import { listenerRuleToken, listenerToken } from "../load-balancing-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "listener-rule-listener",
  tokens: [listenerRuleToken],
  operations: ["create"],
  code: "ListenerNotFound",
  source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html",
  refuses({ account, region, store, inputs }) {
    const arn = textOf(inputs, "listenerArn");
    return store.get(listenerToken, { account, region }, arn) === undefined
      ? `One or more listeners not found: '${arn}'`
      : undefined;
  },
};
