import {
  stringsIn,
  usersOf,
  dbInstanceToken,
  dbClusterToken,
  dbSubnetGroupToken,
} from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-subnets-in-use",
  tokens: [dbSubnetGroupToken],
  operations: ["update"],
  code: "SubnetInUse",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSubnetGroup.html",
  refuses({ account, region, store, id, inputs, olds }) {
    const users = usersOf(store, { account, region }, id, [
      [dbInstanceToken, "dbSubnetGroupName"],
      [dbClusterToken, "dbSubnetGroupName"],
    ]);
    const kept = stringsIn(inputs["subnetIds"]);
    const removed = stringsIn(olds["subnetIds"]).filter((subnet) => !kept.includes(subnet));
    return users.length > 0 && removed.length > 0
      ? `Some of the subnets to be deleted are currently in use: ${removed.join(", ")}.`
      : undefined;
  },
};
