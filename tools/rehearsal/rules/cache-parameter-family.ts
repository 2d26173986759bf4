import { replicationGroupToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "cache-parameter-family",
  tokens: [replicationGroupToken],
  operations: ["create", "update"],
  code: "InvalidParameterCombination",
  source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html",
  refuses({ account, region, store, inputs }) {
    const name = textOf(inputs, "parameterGroupName");
    if (name === "" || name.startsWith("default.")) return undefined;
    const group = store.get(
      "aws:elasticache/parameterGroup:ParameterGroup",
      { account, region },
      name.toLowerCase(),
    );
    if (group === undefined) return `CacheParameterGroup ${name} not found.`;
    const wanted = `${textOf(inputs, "engine") || "redis"}${textOf(inputs, "engineVersion").split(".")[0] ?? ""}`;
    return inputs["engineVersion"] !== undefined && group.properties["family"] !== wanted
      ? `Expected a parameter group of family ${wanted} but found one of family ${textOf(group.properties, "family")}`
      : undefined;
  },
};
