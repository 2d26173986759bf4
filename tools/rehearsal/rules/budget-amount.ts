import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "budget-amount",
  tokens: ["aws:budgets/budget:Budget"],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Spend.html",
  refuses({ inputs }) {
    const amount = inputs["limitAmount"];
    return amount === undefined || /^(?:0|[1-9]\d*)(\.\d+)?$/.test(String(amount))
      ? undefined
      : `Budget limit amount "${String(amount)}" is not a number.`;
  },
};
