import { stringsIn, textOf } from "../account-contents.ts";
import { allowsService } from "../policy-documents.ts";
import type { Rule } from "./rule.ts";

/** AWS takes such an alarm and drops its notices without a word, which is worse than a refusal. */
export const rule: Rule = {
  id: "alarm-topic-hears",
  tokens: ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"],
  operations: ["create", "update"],
  code: "ValidationError",
  source: "https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns",
  refuses({ account, region, store, inputs }) {
    const place = { account, region };
    for (const arn of stringsIn(inputs["alarmActions"])) {
      const topic = store.get("aws:sns/topic:Topic", place, arn);
      const named = textOf(topic?.properties ?? {}, "kmsMasterKeyId");
      if (named.endsWith("alias/aws/sns"))
        return `CloudWatch cannot publish to ${arn}: the topic is encrypted with alias/aws/sns, expected a customer key`;
      const key = store.get("aws:kms/key:Key", place, named.slice(named.lastIndexOf("/") + 1));
      if (key !== undefined && !allowsService(textOf(key.properties, "policy"), "cloudwatch"))
        return `CloudWatch cannot publish to ${arn}: the policy of ${named} does not allow cloudwatch.amazonaws.com to use it`;
    }
    return undefined;
  },
};
