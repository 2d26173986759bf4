import { dbClusterToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-cluster-taken",
  tokens: [dbClusterToken],
  operations: ["create"],
  code: "DBClusterAlreadyExistsFault",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html",
  refuses: ({ account, region, store, inputs }) =>
    inputs["clusterIdentifier"] !== undefined &&
    store.get(dbClusterToken, { account, region }, textOf(inputs, "clusterIdentifier")) !== undefined
      ? "DB Cluster already exists"
      : undefined,
};
