import { stringsIn } from "../account-contents.ts";
import { objectsIn } from "../property-values.ts";
import { findTopic, publishFault } from "../topics.ts";
import type { Rule } from "./rule.ts";

/** No page says that AWS looks when it is told of the topic; what is certain is that nobody hears of the cost. */
export const rule: Rule = {
  id: "budget-topic-hears",
  tokens: ["aws:budgets/budget:Budget"],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html",
  refuses({ account, store, inputs }) {
    const arns = objectsIn(inputs, "notifications").flatMap((it) => stringsIn(it["subscriberSnsTopicArns"]));
    for (const arn of arns) {
      const topic = findTopic(store, account, arn);
      const fault =
        topic === undefined ? "this account has no such topic" : publishFault(store, topic, "budgets");
      if (fault !== undefined) return `AWS Budgets cannot publish to ${arn}: ${fault}`;
    }
    return undefined;
  },
};
