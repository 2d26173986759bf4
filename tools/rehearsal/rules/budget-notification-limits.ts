import { stringsIn } from "../account-contents.ts";
import { objectsIn } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "budget-notification-limits",
  tokens: ["aws:budgets/budget:Budget"],
  operations: ["create", "update"],
  code: "CreationLimitExceededException",
  source: "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Notification.html",
  refuses({ inputs }) {
    const notices = objectsIn(inputs, "notifications");
    if (notices.length > 10) return "one budget can only have 10 notifications";
    if (notices.some((notice) => stringsIn(notice["subscriberSnsTopicArns"]).length > 1))
      return "one notification can only have 1 subscribers with type of SNS";
    return notices.some((notice) => stringsIn(notice["subscriberEmailAddresses"]).length > 10)
      ? "one notification can only have 10 subscribers with type of EMAIL"
      : undefined;
  },
};
