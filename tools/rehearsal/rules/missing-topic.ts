import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "missing-topic",
  tokens: ["aws:sns/topicSubscription:TopicSubscription", "aws:sns/topicPolicy:TopicPolicy"],
  readsOtherLayers: true,
  operations: ["create"],
  code: "NotFound",
  source: "https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html",
  refuses({ account, region, store, inputs }) {
    const arn = textOf(inputs, "topic") || textOf(inputs, "arn");
    const isForeign = !arn.startsWith(`arn:aws:sns:${region}:${account}:`);
    return isForeign || store.get("aws:sns/topic:Topic", { account, region }, arn) !== undefined
      ? undefined
      : "Topic does not exist";
  },
};
