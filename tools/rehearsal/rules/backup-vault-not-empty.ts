import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "backup-vault-not-empty",
  tokens: ["aws:backup/vault:Vault"],
  operations: ["delete"],
  code: "InvalidRequestException",
  source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault.html",
  refuses: ({ id, olds }) =>
    Number(olds["recoveryPoints"] ?? 0) > 0 && olds["forceDestroy"] !== true
      ? `Backup vault cannot be deleted (contains ${String(olds["recoveryPoints"])} recovery points): ${id}`
      : undefined,
};
