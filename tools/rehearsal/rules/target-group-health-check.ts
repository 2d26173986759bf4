import { targetGroupToken } from "../load-balancing-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

/** Range and default of each setting: seconds, and answers in a row. */
const ranges: Readonly<Record<string, readonly [min: number, max: number, usual: number]>> = {
  interval: [5, 300, 30],
  timeout: [2, 120, 5],
  healthyThreshold: [2, 10, 5],
  unhealthyThreshold: [2, 10, 2],
};

export const rule: Rule = {
  id: "target-group-health-check",
  tokens: [targetGroupToken],
  operations: ["create", "update"],
  code: "ValidationError",
  source:
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html#health-check-settings",
  refuses({ inputs }) {
    const check = inputs["healthCheck"];
    if (!isObject(check)) return undefined;
    for (const [name, [min, max, usual]] of Object.entries(ranges)) {
      const value = Number(check[name] ?? usual);
      if (value < min || value > max)
        return `Health check ${name} must be between '${min}' and '${max}', got '${value}'`;
    }
    const [interval, timeout] = [Number(check["interval"] ?? 30), Number(check["timeout"] ?? 5)];
    if (timeout >= interval)
      return `Health check timeout '${timeout}' must be smaller than the interval '${interval}'`;
    const path = check["path"];
    return typeof path === "string" && !path.startsWith("/")
      ? `Health check path '${path}' must begin with a '/' character`
      : undefined;
  },
};
