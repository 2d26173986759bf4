import type { Rule } from "./rule.ts";

/** A new account already has its Default-Services-Monitor. */
export const rule: Rule = {
  id: "anomaly-monitor-quota",
  tokens: ["aws:costexplorer/anomalyMonitor:AnomalyMonitor"],
  operations: ["create"],
  code: "ValidationException",
  source: "https://docs.aws.amazon.com/cost-management/latest/userguide/management-limits.html",
  refuses: ({ inputs }) =>
    inputs["monitorType"] === "DIMENSIONAL" && inputs["monitorDimension"] === "SERVICE"
      ? "Limit exceeded on dimensional spend monitor creation"
      : undefined,
};
