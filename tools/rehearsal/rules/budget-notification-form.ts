import { stringsIn } from "../account-contents.ts";
import { objectsIn } from "../property-values.ts";
import type { Rule } from "./rule.ts";

/** In percent of the budget. */
const mostPercent = 1_000_000;
const most = 15_000_000_000_000;

export const rule: Rule = {
  id: "budget-notification-form",
  tokens: ["aws:budgets/budget:Budget"],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Notification.html",
  refuses({ inputs }) {
    for (const notice of objectsIn(inputs, "notifications")) {
      const emails = stringsIn(notice["subscriberEmailAddresses"]);
      if (emails.length + stringsIn(notice["subscriberSnsTopicArns"]).length === 0)
        return "Notification must have at least one subscriber.";
      const threshold = Number(notice["threshold"]);
      const limit = notice["thresholdType"] === "PERCENTAGE" ? mostPercent : most;
      if (!(threshold >= 0 && threshold <= limit))
        return `Notification threshold ${threshold} is out of range, expected 0 to ${limit}.`;
    }
    return undefined;
  },
};
