import { objectsIn } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "anomaly-notice-by-frequency",
  tokens: ["aws:costexplorer/anomalySubscription:AnomalySubscription"],
  operations: ["create", "update"],
  code: "ValidationException",
  source:
    "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_AnomalySubscription.html#awscostmanagement-Type-AnomalySubscription-Frequency",
  refuses({ inputs }) {
    const subscribers = objectsIn(inputs, "subscribers");
    const [wanted, most] = inputs["frequency"] === "IMMEDIATE" ? ["SNS", 1] : ["EMAIL", 10];
    if (subscribers.some(({ type }) => type !== wanted))
      return `${String(inputs["frequency"])} frequency subscriptions support only ${wanted} subscribers`;
    return subscribers.length > most
      ? `A subscription can have at most ${most} ${wanted} subscribers, got ${subscribers.length}`
      : undefined;
  },
};
