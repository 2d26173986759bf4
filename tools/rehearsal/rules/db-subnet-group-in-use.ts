import { usersOf, dbInstanceToken, dbClusterToken, dbSubnetGroupToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-subnet-group-in-use",
  tokens: [dbSubnetGroupToken],
  operations: ["delete"],
  code: "InvalidDBSubnetGroupStateFault",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBSubnetGroup.html",
  refuses({ account, region, store, id }) {
    const [user] = usersOf(store, { account, region }, id, [
      [dbInstanceToken, "dbSubnetGroupName"],
      [dbClusterToken, "dbSubnetGroupName"],
    ]);
    return user === undefined
      ? undefined
      : `Cannot delete the subnet group '${id}' because at least one database instance: ${textOf(user.properties, "identifier") || user.id} is still using it.`;
  },
};
