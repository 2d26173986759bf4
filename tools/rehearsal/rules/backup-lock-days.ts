import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "backup-lock-days",
  tokens: ["aws:backup/vaultLockConfiguration:VaultLockConfiguration"],
  operations: ["create"],
  code: "InvalidParameterValueException",
  source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultLockConfiguration.html",
  refuses({ inputs }) {
    const [least, most, changeable] = ["minRetentionDays", "maxRetentionDays", "changeableForDays"].map(
      (key) => (inputs[key] === undefined ? undefined : Number(inputs[key])),
    );
    if (changeable !== undefined && changeable < 3) return "ChangeableForDays must be at least 3";
    return least !== undefined && most !== undefined && least > most
      ? "MinRetentionDays must not be greater than MaxRetentionDays"
      : undefined;
  },
};
