import { textOf } from "../account-contents.ts";
import { roleFault } from "../role-trust.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "backup-selection-role",
  tokens: ["aws:backup/selection:Selection"],
  operations: ["create"],
  code: "InvalidParameterValueException",
  source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html",
  refuses({ account, store, inputs }) {
    const arn = textOf(inputs, "iamRoleArn");
    return roleFault(store, account, arn, "backup") === undefined
      ? undefined
      : `IAM Role ${arn} cannot be assumed by AWS Backup`;
  },
};
