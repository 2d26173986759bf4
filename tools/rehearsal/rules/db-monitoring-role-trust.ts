import { dbClusterInstanceToken, dbInstanceToken, textOf } from "../account-contents.ts";
import { roleFault } from "../role-trust.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "db-monitoring-role-trust",
  tokens: [dbInstanceToken, dbClusterInstanceToken],
  operations: ["create", "update"],
  code: "InvalidParameterValue",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html",
  refuses: ({ account, store, inputs }) =>
    roleFault(store, account, textOf(inputs, "monitoringRoleArn"), "monitoring.rds") === undefined
      ? undefined
      : "IAM role ARN value is invalid or does not include the required permissions for: ENHANCED_MONITORING",
};
