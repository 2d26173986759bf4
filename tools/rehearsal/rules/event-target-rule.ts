import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "event-target-rule",
  tokens: ["aws:cloudwatch/eventTarget:EventTarget"],
  operations: ["create", "update"],
  code: "ResourceNotFoundException",
  source: "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html",
  refuses({ account, region, store, inputs }) {
    const name = textOf(inputs, "rule");
    return store.get("aws:cloudwatch/eventRule:EventRule", { account, region }, name) === undefined
      ? `Rule ${name} does not exist on EventBus ${textOf(inputs, "eventBusName")}.`
      : undefined;
  },
};
