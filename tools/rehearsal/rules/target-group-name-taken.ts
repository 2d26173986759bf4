import { textOf } from "../account-contents.ts";
import { targetGroupToken } from "../load-balancing-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "target-group-name-taken",
  tokens: [targetGroupToken],
  operations: ["create"],
  code: "DuplicateTargetGroupName",
  source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html",
  refuses({ account, region, store, token, inputs }) {
    const name = textOf(inputs, "name");
    return store.list(token, { account, region }).some(({ properties }) => properties["name"] === name)
      ? `A target group with the same name '${name}' exists, but with different settings`
      : undefined;
  },
};
