import { stringsIn } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "budget-amount",
  tokens: ["aws:budgets/budget:Budget"],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Spend.html",
  refuses({ inputs }) {
    const amount = inputs["limitAmount"];
    if (amount !== undefined && !/^(?:0|[1-9]\d*)(\.\d+)?$/.test(String(amount)))
      return `Budget limit amount "${String(amount)}" is not a number.`;
    const notices = Array.isArray(inputs["notifications"]) ? inputs["notifications"].filter(isObject) : [];
    if (notices.length > 10) return "The number of notifications per budget exceeds the limit of 10.";
    const silent = notices.find(
      (it) =>
        stringsIn(it["subscriberEmailAddresses"]).length + stringsIn(it["subscriberSnsTopicArns"]).length ===
        0,
    );
    return silent === undefined ? undefined : "Notification must have at least one subscriber.";
  },
};
