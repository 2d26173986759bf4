import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "budget-name-taken",
  tokens: ["aws:budgets/budget:Budget"],
  operations: ["create"],
  code: "DuplicateRecordException",
  source: "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CreateBudget.html",
  refuses({ account, store, token, inputs }) {
    const name = textOf(inputs, "name");
    if (/[:\\]/.test(name) || name.length > 100)
      return `Budget name ${name} is not valid: at most 100 characters, no colon and no backslash.`;
    return store.list(token, { account }).some((budget) => budget.properties["name"] === name)
      ? `Error creating budget: ${name} - the budget already exists.`
      : undefined;
  },
};
