import { replicationGroupToken, textOf } from "../account-contents.ts";
import { cacheFamilyOf } from "../facts/cache-versions.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "cache-parameter-family",
  tokens: [replicationGroupToken],
  operations: ["create", "update"],
  code: "InvalidParameterCombination",
  source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html",
  refuses({ account, region, store, inputs }) {
    const name = textOf(inputs, "parameterGroupName").toLowerCase();
    const version = textOf(inputs, "engineVersion");
    if (name === "") return undefined;
    // AWS's own groups are called by their family: default.valkey8, default.valkey8.cluster.on.
    const [, own] = /^default\.(.+?)(\.cluster\.on)?$/.exec(name) ?? [];
    const group = store.get("aws:elasticache/parameterGroup:ParameterGroup", { account, region }, name);
    const family = own ?? group?.properties["family"];
    if (family === undefined) return `CacheParameterGroup ${name} not found.`;
    const wanted = cacheFamilyOf(textOf(inputs, "engine") || "redis", version);
    return version !== "" && family !== wanted
      ? `Expected a parameter group of family ${wanted} but found one of family ${String(family)}`
      : undefined;
  },
};
