import { dbInstanceToken, dbClusterToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-final-snapshot-taken",
  tokens: [dbInstanceToken, dbClusterToken],
  operations: ["delete"],
  code: "DBSnapshotAlreadyExists",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html",
  refuses({ account, region, store, olds }) {
    const name = textOf(olds, "finalSnapshotIdentifier");
    return olds["skipFinalSnapshot"] !== true &&
      name !== "" &&
      store.remains("db-snapshot", { account, region }, name) !== undefined
      ? `Cannot create the snapshot because a snapshot with the identifier ${name} already exists.`
      : undefined;
  },
};
