import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "anomaly-threshold-given",
  tokens: ["aws:costexplorer/anomalySubscription:AnomalySubscription"],
  operations: ["create", "update"],
  code: "ValidationException",
  source: "https://github.com/hashicorp/terraform-provider-aws/issues/36853",
  refuses: ({ inputs }) =>
    inputs["thresholdExpression"] === undefined
      ? "Threshold and ThresholdExpression cannot both be null"
      : undefined,
};
