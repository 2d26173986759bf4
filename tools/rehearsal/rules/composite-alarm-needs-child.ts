import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "composite-alarm-needs-child",
  tokens: ["aws:cloudwatch/metricAlarm:MetricAlarm"],
  operations: ["delete"],
  code: "ValidationError",
  source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html",
  refuses({ account, region, store, id }) {
    const user = store
      .list("aws:cloudwatch/compositeAlarm:CompositeAlarm", { account, region })
      .find(({ properties }) => textOf(properties, "alarmRule").includes(`("${id}")`));
    return user === undefined
      ? undefined
      : `Cannot delete ${id} as there are composite alarm(s) depending on it.`;
  },
};
