import { usersOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "event-rule-has-targets",
  tokens: ["aws:cloudwatch/eventRule:EventRule"],
  operations: ["delete"],
  code: "ValidationException",
  source: "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html",
  refuses({ account, region, store, id, olds }) {
    if (olds["forceDestroy"] === true) return undefined;
    const targets = usersOf(store, { account, region }, id, [
      ["aws:cloudwatch/eventTarget:EventTarget", "rule"],
    ]);
    return targets.length > 0 ? "Rule can't be deleted since it has targets." : undefined;
  },
};
