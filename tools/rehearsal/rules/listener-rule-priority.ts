import { listenerRuleToken } from "../load-balancing-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "listener-rule-priority",
  tokens: [listenerRuleToken],
  operations: ["create", "update"],
  code: "PriorityInUse",
  source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html",
  refuses({ account, region, store, token, id, inputs }) {
    const priority = inputs["priority"];
    if (priority === undefined) return undefined;
    const twin = store
      .list(token, { account, region })
      .some(
        (other) =>
          other.id !== id &&
          other.properties["listenerArn"] === inputs["listenerArn"] &&
          Number(other.properties["priority"]) === Number(priority),
      );
    return twin ? `Priority '${String(priority)}' is currently in use` : undefined;
  },
};
