import { replicationGroupToken, textOf } from "../account-contents.ts";
import { isCacheVersion } from "../facts/cache-versions.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "cache-engine-version",
  tokens: [replicationGroupToken],
  operations: ["create", "update"],
  code: "InvalidParameterCombination",
  source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/supported-engine-versions.html",
  refuses({ inputs, olds }) {
    const [engine, version] = [textOf(inputs, "engine") || "redis", textOf(inputs, "engineVersion")];
    if (version === "" || version === olds["engineVersion"]) return undefined;
    return isCacheVersion(engine, version) ? undefined : `Cannot find version ${version} for ${engine}`;
  },
};
