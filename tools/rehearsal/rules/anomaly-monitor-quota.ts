import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "anomaly-monitor-quota",
  tokens: ["aws:costexplorer/anomalyMonitor:AnomalyMonitor"],
  operations: ["create"],
  code: "ValidationException",
  source: "https://docs.aws.amazon.com/cost-management/latest/userguide/management-limits.html",
  // A new account already has its Default-Services-Monitor.
  refuses({ inputs }) {
    if (inputs["monitorType"] === "DIMENSIONAL")
      return "Limit exceeded on dimensional spend monitor creation";
    return inputs["monitorDimension"] !== undefined
      ? "MonitorDimension cannot be set for a CUSTOM monitor"
      : undefined;
  },
};
