import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "function-limits",
  tokens: ["aws:lambda/function:Function"],
  operations: ["create", "update"],
  code: "InvalidParameterValueException",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
  refuses({ inputs }) {
    const storage = inputs["ephemeralStorage"];
    // Functions on Lambda Managed Instances may be larger and run longer.
    const isManaged = isObject(inputs["capacityProviderConfig"]);
    const settings = [
      ["MemorySize", inputs["memorySize"], 128, isManaged ? 32_768 : 10_240],
      ["Timeout", inputs["timeout"], 1, isManaged ? 5400 : 900],
      ["EphemeralStorage.Size", isObject(storage) ? storage["size"] : undefined, 512, 10_240],
    ] as const;
    for (const [name, value, min, max] of settings) {
      if (value !== undefined && (Number(value) < min || Number(value) > max))
        return `'${name}' value failed to satisfy constraint: Member must have value between ${min} and ${max}, got ${String(value)}`;
    }
    return undefined;
  },
};
