import { isObject } from "../property-values.ts";
import type { Properties, PropertyValue } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "web-acl-rate-range",
  tokens: ["aws:wafv2/webAcl:WebAcl"],
  operations: ["create", "update"],
  code: "WAFInvalidParameterException",
  source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html",
  refuses({ inputs }) {
    for (const { limit, evaluationWindowSec: window = 300 } of rateStatementsIn(inputs["rules"] ?? [])) {
      if (Number(limit) < 10 || Number(limit) > 2_000_000_000)
        return invalid("RATE_LIMIT", String(limit), "expected 10 to 2000000000");
      if (![60, 120, 300, 600].includes(Number(window)))
        return invalid("EVALUATION_WINDOW", String(window), "expected 60, 120, 300 or 600");
    }
    return undefined;
  },
};

function invalid(field: string, parameter: string, reason: string): string {
  return `Error reason: A required field is missing or out of range (${reason})., field: ${field}, parameter: ${parameter}`;
}

/** Rate-based statements stand at the top of a rule only. */
function rateStatementsIn(rules: PropertyValue): Properties[] {
  return [rules]
    .flat()
    .filter(isObject)
    .map(({ statement }) => (isObject(statement) ? statement["rateBasedStatement"] : undefined))
    .filter(isObject);
}
