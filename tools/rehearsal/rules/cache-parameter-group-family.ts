import { textOf } from "../account-contents.ts";
import { isCacheFamily } from "../facts/cache-versions.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "cache-parameter-group-family",
  tokens: ["aws:elasticache/parameterGroup:ParameterGroup"],
  operations: ["create"],
  code: "InvalidParameterValue",
  source:
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateCacheParameterGroup.html",
  refuses({ inputs }) {
    const family = textOf(inputs, "family");
    return isCacheFamily(family)
      ? undefined
      : `CacheParameterGroupFamily ${family} is not a valid parameter group family.`;
  },
};
