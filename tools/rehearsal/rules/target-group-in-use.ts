import { forwardersTo, targetGroupToken } from "../load-balancing-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "target-group-in-use",
  tokens: [targetGroupToken],
  operations: ["delete"],
  code: "ResourceInUse",
  source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteTargetGroup.html",
  refuses: ({ account, region, store, id }) =>
    forwardersTo(store, { account, region }, id).length > 0
      ? `Target group '${id}' is currently in use by a listener or a rule`
      : undefined,
};
