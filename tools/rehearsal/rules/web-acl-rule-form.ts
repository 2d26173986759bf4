import { isObject } from "../property-values.ts";
import type { PropertyValue } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "web-acl-rule-form",
  tokens: ["aws:wafv2/webAcl:WebAcl"],
  operations: ["create", "update"],
  code: "WAFInvalidParameterException",
  source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_Rule.html",
  refuses({ inputs }) {
    const rules = (Array.isArray(inputs["rules"]) ? inputs["rules"] : []).filter(isObject);
    for (const field of ["priority", "name"]) {
      const values = rules.map((it) => it[field]);
      const twice = values.find((value, index) => values.indexOf(value) !== index);
      if (twice !== undefined)
        return invalid(field === "name" ? "RULE" : "PRIORITY", String(twice), "duplicate");
    }
    for (const it of rules) {
      const statement = isObject(it["statement"]) ? it["statement"] : {};
      const isGroup = "managedRuleGroupStatement" in statement || "ruleGroupReferenceStatement" in statement;
      if (isGroup !== "overrideAction" in it || isGroup === "action" in it)
        return invalid(
          "RULE",
          String(it["name"]),
          "a rule group takes OverrideAction, any other rule Action",
        );
      if (hasShortList(statement))
        return invalid("STATEMENT", String(it["name"]), "AND and OR take two statements or more");
    }
    return undefined;
  },
};

function invalid(field: string, parameter: string, reason: string): string {
  return `Error reason: You have used none or multiple values for a field that requires exactly one value (${reason})., field: ${field}, parameter: ${parameter}`;
}

function hasShortList(value: PropertyValue): boolean {
  if (Array.isArray(value)) return value.some(hasShortList);
  if (!isObject(value)) return false;
  return Object.entries(value).some(([key, part]) => {
    const listed = isObject(part) ? part["statements"] : undefined;
    const isShort = /^(and|or)Statement$/.test(key) && (!Array.isArray(listed) || listed.length < 2);
    return isShort || hasShortList(part);
  });
}
