import { stringsIn, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "backup-selection-plan",
  tokens: ["aws:backup/selection:Selection"],
  operations: ["create"],
  code: "InvalidParameterValueException",
  source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupSelection.html",
  refuses({ account, region, store, inputs }) {
    const plan = textOf(inputs, "planId");
    if (store.get("aws:backup/plan:Plan", { account, region }, plan) === undefined) {
      return `Cannot find Backup plan with ID ${plan}`;
    }
    const wrong = stringsIn(inputs["resources"]).find((arn) => arn !== "*" && !arn.startsWith("arn:aws:"));
    return wrong === undefined ? undefined : `Invalid ARN: ${wrong}`;
  },
};
