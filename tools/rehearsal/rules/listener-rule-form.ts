import { listenerRuleToken } from "../load-balancing-contents.ts";
import { isObject } from "../property-values.ts";
import type { Properties } from "../property-values.ts";
import type { Rule } from "./rule.ts";

/** The values that one condition compares with. */
function valuesOf(condition: Properties): string[] {
  return Object.values(condition)
    .filter(isObject)
    .flatMap(({ values }) => (Array.isArray(values) ? values.map(String) : []));
}

export const rule: Rule = {
  id: "listener-rule-form",
  tokens: [listenerRuleToken],
  operations: ["create", "update"],
  code: "ValidationError",
  source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html",
  refuses({ inputs }) {
    const priority = Number(inputs["priority"] ?? 1);
    if (priority < 1 || priority > 50_000) return `Priority '${priority}' must be between 1 and 50000`;
    const conditions = [inputs["conditions"] ?? []].flat().filter(isObject);
    if (conditions.length === 0) return "A condition must be specified";
    const values = conditions.flatMap(valuesOf);
    if (values.length > 5) return "A rule can only have '5' condition values";
    const long = values.find((value) => value.length > 128);
    return long === undefined ? undefined : `Condition value '${long}' must be 128 characters or less`;
  },
};
