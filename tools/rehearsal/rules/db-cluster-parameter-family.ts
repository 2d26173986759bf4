import { dbClusterToken, textOf } from "../account-contents.ts";
import { newestOf } from "../facts/engine-versions.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-cluster-parameter-family",
  tokens: [dbClusterToken],
  operations: ["create", "update"],
  code: "InvalidParameterCombination",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html",
  refuses({ account, region, store, inputs }) {
    const name = textOf(inputs, "dbClusterParameterGroupName");
    if (name === "" || name.startsWith("default.")) return undefined;
    const group = store.get("aws:rds/clusterParameterGroup:ClusterParameterGroup", { account, region }, name);
    if (group === undefined) return `DBClusterParameterGroup not found: ${name}`;
    const version = newestOf(textOf(inputs, "engine"), textOf(inputs, "engineVersion"));
    const wanted = `${textOf(inputs, "engine")}${version?.split(".")[0] ?? ""}`;
    return textOf(inputs, "engine") === "aurora-postgresql" &&
      version !== undefined &&
      group.properties["family"] !== wanted
      ? `The Parameter Group ${name} with DBParameterGroupFamily ${textOf(group.properties, "family")} cannot be used for this instance. Please use a Parameter Group with DBParameterGroupFamily ${wanted}`
      : undefined;
  },
};
