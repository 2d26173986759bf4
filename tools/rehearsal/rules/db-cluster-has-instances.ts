import { usersOf, dbClusterToken, dbClusterInstanceToken } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-cluster-has-instances",
  tokens: [dbClusterToken],
  operations: ["delete"],
  code: "InvalidDBClusterStateFault",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBCluster.html",
  refuses: ({ account, region, store, id }) =>
    usersOf(store, { account, region }, id, [[dbClusterInstanceToken, "clusterIdentifier"]]).length > 0
      ? "Cluster cannot be deleted, it still contains DB instances in non-deleting state."
      : undefined,
};
