import { stringOf, uuidOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:backup/vault:Vault",
    noun: "Backup Vault",
    operations: { create: "CreateBackupVault", delete: "DeleteBackupVault" },
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => ({
      arn: make.arn("backup", `backup-vault:${make.id}`),
      kmsKeyArn: make.arn("kms", `key/${uuidOf(make, "aws/backup")}`),
      recoveryPoints: 0,
    }),
    defaults: { forceDestroy: false },
    createOnly: ["name", "kmsKeyArn"],
    autoName: { property: "name", maxLength: 50 },
  },
  {
    token: "aws:backup/plan:Plan",
    noun: "Backup Plan",
    operations: { create: "CreateBackupPlan", update: "UpdateBackupPlan", delete: "DeleteBackupPlan" },
    id: uuidOf,
    outputs: (make) => ({
      arn: make.arn("backup", `backup-plan:${make.id}`),
      version: make.hex(48, "version"),
    }),
  },
  {
    token: "aws:backup/selection:Selection",
    noun: "Backup Selection",
    operations: { create: "CreateBackupSelection", delete: "DeleteBackupSelection" },
    id: uuidOf,
    createOnly: ["name", "planId", "iamRoleArn", "resources", "notResources", "selectionTags", "conditions"],
    autoName: { property: "name", maxLength: 50 },
  },
  {
    token: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
    noun: "Backup Vault Lock Configuration",
    operations: { create: "PutBackupVaultLockConfiguration", delete: "DeleteBackupVaultLockConfiguration" },
    id: (make) => stringOf(make.inputs["backupVaultName"]),
    outputs: (make) => ({ backupVaultArn: make.arn("backup", `backup-vault:${make.id}`) }),
    createOnly: ["backupVaultName", "changeableForDays", "maxRetentionDays", "minRetentionDays"],
  },
];
