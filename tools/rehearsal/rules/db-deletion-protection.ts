import { dbInstanceToken, dbClusterToken } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-deletion-protection",
  tokens: [dbInstanceToken, dbClusterToken],
  operations: ["delete"],
  code: "InvalidParameterCombination",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
  refuses: ({ token, olds }) =>
    olds["deletionProtection"] === true
      ? `Cannot delete protected ${token === dbClusterToken ? "Cluster" : "DB Instance"}, please disable deletion protection and try again.`
      : undefined,
};
