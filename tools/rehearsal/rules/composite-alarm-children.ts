import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

const kinds = ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"];

export const rule: Rule = {
  id: "composite-alarm-children",
  tokens: ["aws:cloudwatch/compositeAlarm:CompositeAlarm"],
  operations: ["create", "update"],
  code: "ValidationError",
  source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html",
  refuses({ account, region, store, inputs }) {
    const rule = textOf(inputs, "alarmRule");
    if (rule === "" || rule.length > 10_240) return "AlarmRule must have 1 to 10240 characters";
    const names = [...rule.matchAll(/\b(?:ALARM|OK|INSUFFICIENT_DATA)\("?([^")]+)"?\)/g)].map(
      ([, name = ""]) => name.replace(/^arn:.*:alarm:/, ""),
    );
    const missing = names.filter((name) =>
      kinds.every((token) => store.get(token, { account, region }, name) === undefined),
    );
    return missing.length === 0
      ? undefined
      : `Could not save the composite alarm as alarms [${missing.join(", ")}] in the alarm rule do not exist`;
  },
};
