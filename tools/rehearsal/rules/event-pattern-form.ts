import { textOf } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

/** The path of the first value that is neither an object nor a list of matches. */
function findScalar(pattern: Record<string, unknown>, path = ""): string | undefined {
  for (const [key, value] of Object.entries(pattern)) {
    if (Array.isArray(value)) continue;
    if (!isObject(value)) return `${path}${key}`;
    const found = findScalar(value, `${path}${key}.`);
    if (found !== undefined) return found;
  }
  return undefined;
}

export const rule: Rule = {
  id: "event-pattern-form",
  tokens: ["aws:cloudwatch/eventRule:EventRule"],
  operations: ["create", "update"],
  code: "InvalidEventPatternException",
  source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern.html",
  refuses({ inputs }) {
    const text = textOf(inputs, "eventPattern");
    if (text === "") return undefined;
    let pattern: unknown;
    try {
      pattern = JSON.parse(text);
    } catch {
      return "Event pattern is not valid. Reason: it is no JSON";
    }
    if (!isObject(pattern)) return "Event pattern is not valid. Reason: Filter is not an object";
    if (Object.keys(pattern).length === 0)
      return "Event pattern is not valid. Reason: Empty patterns are not allowed";
    const scalar = findScalar(pattern);
    return scalar === undefined
      ? undefined
      : `Event pattern is not valid. Reason: "${scalar}" must be an object or an array`;
  },
};
