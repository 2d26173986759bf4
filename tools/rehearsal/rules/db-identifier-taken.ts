import { dbInstanceToken, dbClusterInstanceToken } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-identifier-taken",
  tokens: [dbInstanceToken, dbClusterInstanceToken],
  operations: ["create"],
  code: "DBInstanceAlreadyExists",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
  refuses({ account, region, store, inputs }) {
    const isTaken = [dbInstanceToken, dbClusterInstanceToken]
      .flatMap((token) => store.list(token, { account, region }))
      .some((instance) => instance.properties["identifier"] === inputs["identifier"]);
    return isTaken ? "DB instance already exists" : undefined;
  },
};
