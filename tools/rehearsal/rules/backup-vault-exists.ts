import { textOf } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

const vaultToken = "aws:backup/vault:Vault";

export const rule: Rule = {
  id: "backup-vault-exists",
  tokens: ["aws:backup/plan:Plan", "aws:backup/vaultLockConfiguration:VaultLockConfiguration"],
  operations: ["create", "update"],
  code: "InvalidParameterValueException",
  source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html",
  refuses({ account, region, store, inputs }) {
    const rules = (Array.isArray(inputs["rules"]) ? inputs["rules"] : []).filter(isObject);
    const names = [
      ...("backupVaultName" in inputs ? [textOf(inputs, "backupVaultName")] : []),
      ...rules.map((it) => textOf(it, "targetVaultName")),
    ];
    const copies = rules.flatMap((it) =>
      (Array.isArray(it["copyActions"]) ? it["copyActions"] : [])
        .filter(isObject)
        .map((action) => textOf(action, "destinationVaultArn")),
    );
    const missing = [
      ...names.filter((name) => store.get(vaultToken, { account, region }, name) === undefined),
      ...copies.filter(
        (arn) =>
          arn.split(":")[4] === account &&
          !store.list(vaultToken, { account }).some(({ properties }) => properties["arn"] === arn),
      ),
    ];
    return missing.length === 0 ? undefined : `Backup vault ${missing[0]} does not exist.`;
  },
};
