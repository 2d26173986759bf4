import { dbInstanceToken, dbClusterToken, dbSubnetGroupToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-subnet-group-exists",
  tokens: [dbInstanceToken, dbClusterToken],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "DBSubnetGroupNotFoundFault",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
  refuses({ account, region, store, inputs }) {
    const name = textOf(inputs, "dbSubnetGroupName");
    return name === "" || store.get(dbSubnetGroupToken, { account, region }, name.toLowerCase()) !== undefined
      ? undefined
      : `DBSubnetGroup '${name}' not found.`;
  },
};
