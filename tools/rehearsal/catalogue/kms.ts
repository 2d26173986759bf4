import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

const uuid = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

export const entries: readonly Entry[] = [
  {
    token: "aws:kms/key:Key",
    noun: "KMS Key",
    operations: { create: "CreateKey", update: "PutKeyPolicy", delete: "ScheduleKeyDeletion" },
    id: (make) => make.hex(32, "key").replace(uuid, "$1-$2-$3-$4-$5"),
    outputs: (make) => ({
      arn: make.arn("kms", `key/${make.id}`),
      keyId: make.id,
    }),
    defaults: {
      bypassPolicyLockoutSafetyCheck: false,
      customerMasterKeySpec: "SYMMETRIC_DEFAULT",
      isEnabled: true,
      keyUsage: "ENCRYPT_DECRYPT",
    },
    autoName: false,
  },
  {
    token: "aws:kms/alias:Alias",
    noun: "KMS Alias",
    operations: { create: "CreateAlias", update: "UpdateAlias", delete: "DeleteAlias" },
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => ({
      arn: make.arn("kms", stringOf(make.inputs["name"])),
      targetKeyArn: make.arn("kms", `key/${stringOf(make.inputs["targetKeyId"])}`),
    }),
    createOnly: ["name"],
    autoName: { property: "name", maxLength: 256, prefix: "alias/" },
  },
];
