import { stringsIn } from "../account-contents.ts";
import { objectsIn } from "../property-values.ts";
import type { Rule } from "./rule.ts";

/** AWS takes such a budget too, and it counts nothing, however much is spent. */
export const rule: Rule = {
  id: "budget-filter-tags",
  tokens: ["aws:budgets/budget:Budget"],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source: "https://github.com/hashicorp/terraform-provider-aws/issues/40987",
  refuses({ inputs }) {
    const wrong = objectsIn(inputs, "costFilters")
      .filter(({ name }) => name === "TagKeyValue")
      .flatMap(({ values }) => stringsIn(values))
      .find((value) => !/^(user|aws):[^$]+\$/.test(value));
    return wrong === undefined
      ? undefined
      : `the tag filter "${wrong}" matches no cost, expected user:<key>$<value>, or aws:<key>$<value> for a tag of AWS`;
  },
};
