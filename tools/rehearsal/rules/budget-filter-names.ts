import { textOf } from "../account-contents.ts";
import { objectsIn } from "../property-values.ts";
import type { Rule } from "./rule.ts";

/** What the provider and the user guide of budgets name for cost budgets. */
const dimensions = [
  "AZ",
  "BillingEntity",
  "CostCategory",
  "InstanceType",
  "InvoicingEntity",
  "LegalEntityName",
  "LinkedAccount",
  "Operation",
  "Platform",
  "PurchaseType",
  "RecordType",
  "Region",
  "Service",
  "TagKeyValue",
  "Tenancy",
  "UsageType",
  "UsageTypeGroup",
];

export const rule: Rule = {
  id: "budget-filter-names",
  tokens: ["aws:budgets/budget:Budget"],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source: "https://github.com/hashicorp/terraform/issues/19370",
  refuses({ inputs }) {
    if (inputs["budgetType"] !== "COST") return undefined;
    const unknown = objectsIn(inputs, "costFilters")
      .map((filter) => textOf(filter, "name"))
      .find((name) => !dimensions.includes(name));
    return unknown === undefined
      ? undefined
      : `Unable to create/update budget - ${unknown} is not in the supported in cost budget dimension set: [${dimensions.join(", ")}]`;
  },
};
