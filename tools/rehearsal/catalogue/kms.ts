import { lastPart, stringOf, uuidOf } from "./entry.ts";
import type { Entry, Fabrication } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:kms/key:Key",
    noun: "KMS Key",
    operations: { update: "PutKeyPolicy", delete: "ScheduleKeyDeletion" },
    id: uuidOf,
    outputs: (make) => ({
      arn: make.arn("kms", `key/${make.id}`),
      keyId: make.id,
      multiRegion: false,
      policy: JSON.stringify({
        Id: "key-default-1",
        Statement: [
          {
            Action: "kms:*",
            Effect: "Allow",
            Principal: { AWS: `arn:aws:iam::${make.account}:root` },
            Resource: "*",
            Sid: "Enable IAM User Permissions",
          },
        ],
        Version: "2012-10-17",
      }),
    }),
    defaults: {
      bypassPolicyLockoutSafetyCheck: false,
      customerMasterKeySpec: "SYMMETRIC_DEFAULT",
      isEnabled: true,
      keyUsage: "ENCRYPT_DECRYPT",
    },
    createOnly: ["customerMasterKeySpec", "customKeyStoreId", "keyUsage", "multiRegion", "xksKeyId"],
    remains: (make) => {
      make.store.keepRemains("kms-key", make, make.id, make.properties);
    },
  },
  {
    token: "aws:kms/alias:Alias",
    noun: "KMS Alias",
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => ({ arn: make.arn("kms", make.id), targetKeyArn: keyArn(make) }),
    createOnly: ["name", "namePrefix"],
    autoName: { property: "name", maxLength: 238, prefix: "alias/" },
  },
  {
    token: "aws:kms/keyPolicy:KeyPolicy",
    noun: "KMS Key Policy",
    operations: { create: "PutKeyPolicy", update: "PutKeyPolicy", delete: "PutKeyPolicy" },
    id: (make) => lastPart(stringOf(make.inputs["keyId"])),
    createOnly: ["keyId"],
  },
];

function keyArn(make: Fabrication): string {
  const target = stringOf(make.inputs["targetKeyId"]);
  return target.startsWith("arn:") ? target : make.arn("kms", `key/${target}`);
}
