import { textOf } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { Properties } from "../property-values.ts";
import type { Rule } from "./rule.ts";

function rulesIn(text: string): Properties[] {
  try {
    const document: unknown = JSON.parse(text);
    const rules = isObject(document) ? document["rules"] : undefined;
    return Array.isArray(rules) ? rules.filter(isObject) : [];
  } catch {
    return [];
  }
}

function faultOf(rule: Properties): string | undefined {
  const { selection, action } = rule;
  if (!isObject(selection) || !isObject(action)) return "a rule needs selection and action";
  const tagged = selection["tagStatus"] === "tagged";
  const names = selection["tagPrefixList"] ?? selection["tagPatternList"];
  if (tagged !== (names !== undefined))
    return "tagPrefixList or tagPatternList is required with tagStatus tagged, and only then";
  const isCount = selection["countType"] === "imageCountMoreThan";
  return isCount === (selection["countUnit"] !== undefined)
    ? "countUnit is required with sinceImagePushed, and only then"
    : undefined;
}

export const rule: Rule = {
  id: "repository-lifecycle-form",
  tokens: ["aws:ecr/lifecyclePolicy:LifecyclePolicy"],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html",
  refuses({ inputs }) {
    const refusal = (reason: string) =>
      `Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: ${reason}'`;
    const rules = rulesIn(textOf(inputs, "policy"));
    if (rules.length === 0) return refusal("there must be at least one rule");
    const priorities = rules.map(({ rulePriority }) => Number(rulePriority));
    if (new Set(priorities).size < priorities.length) return refusal("rulePriority must be unique");
    const fault = rules.map(faultOf).find((it) => it !== undefined);
    if (fault !== undefined) return refusal(fault);
    const any = rules.findIndex(({ selection }) => isObject(selection) && selection["tagStatus"] === "any");
    return any !== -1 && priorities[any] !== Math.max(...priorities)
      ? refusal("a rule with tagStatus any must have the highest rulePriority")
      : undefined;
  },
};
