import { dbInstanceToken, textOf } from "../account-contents.ts";
import { newestOf } from "../facts/engine-versions.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-parameter-family",
  tokens: [dbInstanceToken],
  operations: ["create", "update"],
  code: "InvalidParameterCombination",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
  refuses({ account, region, store, inputs }) {
    const name = textOf(inputs, "parameterGroupName");
    if (name === "" || name.startsWith("default.")) return undefined;
    const group = store.get("aws:rds/parameterGroup:ParameterGroup", { account, region }, name);
    if (group === undefined) return `DBParameterGroup not found: ${name}`;
    const version = newestOf(textOf(inputs, "engine"), textOf(inputs, "engineVersion"));
    const wanted = `${textOf(inputs, "engine")}${version?.split(".")[0] ?? ""}`;
    return textOf(inputs, "engine") === "postgres" &&
      version !== undefined &&
      group.properties["family"] !== wanted
      ? `The parameter group ${name} with DBParameterGroupFamily ${textOf(group.properties, "family")} can't be used for this instance. Please use a parameter group with DBParameterGroupFamily ${wanted}.`
      : undefined;
  },
};
