import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "metric-filter-log-group",
  tokens: ["aws:cloudwatch/logMetricFilter:LogMetricFilter"],
  readsOtherLayers: true,
  operations: ["create"],
  code: "ResourceNotFoundException",
  source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html",
  refuses({ account, region, store, inputs }) {
    const group = textOf(inputs, "logGroupName");
    return store.get("aws:cloudwatch/logGroup:LogGroup", { account, region }, group) === undefined
      ? "The specified log group does not exist."
      : undefined;
  },
};
