import { usersOf, dbInstanceToken, dbClusterToken, dbClusterInstanceToken } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-parameter-group-in-use",
  tokens: ["aws:rds/parameterGroup:ParameterGroup", "aws:rds/clusterParameterGroup:ClusterParameterGroup"],
  operations: ["delete"],
  code: "InvalidDBParameterGroupState",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBParameterGroup.html",
  refuses: ({ account, region, store, id }) =>
    usersOf(store, { account, region }, id, [
      [dbInstanceToken, "parameterGroupName"],
      [dbClusterInstanceToken, "dbParameterGroupName"],
      [dbClusterToken, "dbClusterParameterGroupName"],
    ]).length > 0
      ? `One or more database instances are still members of this parameter group ${id}, so the group cannot be deleted`
      : undefined,
};
