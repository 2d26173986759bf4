import { stringsIn } from "../account-contents.ts";
import { findTopic, publishFault } from "../topics.ts";
import type { Rule } from "./rule.ts";

/** AWS takes such an alarm and drops its notices without a word, which is worse than a refusal. */
export const rule: Rule = {
  id: "alarm-topic-hears",
  tokens: ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"],
  operations: ["create", "update"],
  code: "ValidationError",
  source: "https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns",
  refuses({ account, store, inputs }) {
    for (const arn of stringsIn(inputs["alarmActions"])) {
      const topic = findTopic(store, account, arn);
      const fault = topic === undefined ? undefined : publishFault(store, topic, "cloudwatch");
      if (fault !== undefined) return `CloudWatch cannot publish to ${arn}: ${fault}`;
    }
    return undefined;
  },
};
