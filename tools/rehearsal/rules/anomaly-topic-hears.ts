import { textOf } from "../account-contents.ts";
import { objectsIn } from "../property-values.ts";
import { findTopic, publishFault } from "../topics.ts";
import type { Rule } from "./rule.ts";

/** AWS takes such a subscription too, and writes only later, by mail, that it could not publish. */
export const rule: Rule = {
  id: "anomaly-topic-hears",
  tokens: ["aws:costexplorer/anomalySubscription:AnomalySubscription"],
  operations: ["create", "update"],
  code: "ValidationException",
  source: "https://docs.aws.amazon.com/cost-management/latest/userguide/ad-SNS.html",
  refuses({ account, store, inputs }) {
    for (const subscriber of objectsIn(inputs, "subscribers")) {
      const arn = textOf(subscriber, "address");
      const topic = findTopic(store, account, arn);
      const fault = topic === undefined ? undefined : publishFault(store, topic, "costalerts");
      if (fault !== undefined) return `Cost Anomaly Detection cannot publish to ${arn}: ${fault}`;
    }
    return undefined;
  },
};
