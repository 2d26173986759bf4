import { dbInstanceToken, dbClusterInstanceToken } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-monitoring-role",
  tokens: [dbInstanceToken, dbClusterInstanceToken],
  operations: ["create", "update"],
  code: "InvalidParameterCombination",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
  refuses: ({ inputs }) =>
    Number(inputs["monitoringInterval"] ?? 0) > 0 && inputs["monitoringRoleArn"] === undefined
      ? "A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0."
      : undefined,
};
