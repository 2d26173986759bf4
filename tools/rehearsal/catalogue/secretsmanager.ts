import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:secretsmanager/secret:Secret",
    noun: "Secrets Manager Secret",
    id: (make) => make.arn("secretsmanager", `secret:${stringOf(make.inputs["name"])}-${make.letters(6)}`),
    outputs: (make) => ({ arn: make.id }),
    createOnly: ["name", "namePrefix"],
    autoName: { property: "name", maxLength: 512 },
  },
  {
    token: "aws:secretsmanager/secretVersion:SecretVersion",
    noun: "Secrets Manager Secret Version",
    operations: { create: "PutSecretValue" },
    id: (make) => `${stringOf(make.inputs["secretId"])}|terraform-${make.hex(26, "version")}`,
    outputs: (make) => ({
      arn: stringOf(make.inputs["secretId"]),
      versionId: `terraform-${make.hex(26, "version")}`,
      hasSecretStringWo: make.inputs["secretStringWo"] !== undefined,
      versionStages: ["AWSCURRENT"],
    }),
    createOnly: ["secretId", "secretString", "secretBinary", "secretStringWoVersion"],
  },
  {
    token: "aws:secretsmanager/secretRotation:SecretRotation",
    noun: "Secrets Manager Secret Rotation",
    operations: { create: "RotateSecret", update: "RotateSecret", delete: "CancelRotateSecret" },
    id: (make) => stringOf(make.inputs["secretId"]),
    outputs: (make) => ({ rotationEnabled: make.inputs["rotationEnabled"] ?? true }),
    createOnly: ["secretId"],
  },
];
