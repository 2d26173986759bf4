import { dbInstanceToken, dbClusterToken, textOf } from "../account-contents.ts";
import { newestOf, isKnownEngine } from "../facts/engine-versions.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-engine-version",
  tokens: [dbInstanceToken, dbClusterToken],
  operations: ["create", "update"],
  code: "InvalidParameterCombination",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
  refuses({ inputs, olds }) {
    const [engine, version] = [textOf(inputs, "engine"), textOf(inputs, "engineVersion")];
    if (!isKnownEngine(engine) || version === "" || version === olds["engineVersion"]) return undefined;
    return newestOf(engine, version) === undefined
      ? `Cannot find version ${version} for ${engine}`
      : undefined;
  },
};
