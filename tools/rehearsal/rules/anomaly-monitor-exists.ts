import { stringsIn } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "anomaly-monitor-exists",
  tokens: ["aws:costexplorer/anomalySubscription:AnomalySubscription"],
  operations: ["create", "update"],
  code: "UnknownMonitorException",
  source:
    "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_CreateAnomalySubscription.html",
  refuses({ account, region, store, inputs }) {
    const missing = stringsIn(inputs["monitorArnLists"]).find(
      (arn) =>
        store.get("aws:costexplorer/anomalyMonitor:AnomalyMonitor", { account, region }, arn) === undefined,
    );
    return missing === undefined ? undefined : `Could not find the monitor with ARN: ${missing}`;
  },
};
