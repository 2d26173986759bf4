import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "anomaly-notice-by-frequency",
  tokens: ["aws:costexplorer/anomalySubscription:AnomalySubscription"],
  operations: ["create", "update"],
  code: "ValidationException",
  source:
    "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_AnomalySubscription.html#awscostmanagement-Type-AnomalySubscription-Frequency",
  refuses({ inputs }) {
    const wanted = inputs["frequency"] === "IMMEDIATE" ? "SNS" : "EMAIL";
    const subscribers = Array.isArray(inputs["subscribers"]) ? inputs["subscribers"] : [];
    return subscribers.every((subscriber) => isObject(subscriber) && subscriber["type"] === wanted)
      ? undefined
      : `${String(inputs["frequency"])} frequency subscriptions support only ${wanted} subscribers`;
  },
};
