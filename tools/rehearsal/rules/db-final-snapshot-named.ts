import { dbInstanceToken, dbClusterToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-final-snapshot-named",
  tokens: [dbInstanceToken, dbClusterToken],
  operations: ["delete"],
  code: "InvalidParameterCombination",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html",
  refuses: ({ olds }) =>
    olds["skipFinalSnapshot"] !== true && textOf(olds, "finalSnapshotIdentifier") === ""
      ? "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified."
      : undefined,
};
