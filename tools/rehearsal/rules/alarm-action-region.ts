import { stringsIn } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "alarm-action-region",
  tokens: ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"],
  operations: ["create", "update"],
  code: "ValidationError",
  source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
  refuses({ region, inputs }) {
    const elsewhere = ["alarmActions", "okActions", "insufficientDataActions"]
      .flatMap((it) => stringsIn(inputs[it]))
      .map((arn) => arn.split(":")[3] ?? "")
      .find((other) => other !== "" && other !== region);
    return elsewhere === undefined
      ? undefined
      : `Invalid region ${elsewhere} specified. Only ${region} is supported.`;
  },
};
