import { stringOf, uuidOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:secretsmanager/secret:Secret",
    noun: "Secrets Manager Secret",
    service: "Secrets Manager",
    operations: { create: "CreateSecret", update: "UpdateSecret", delete: "DeleteSecret" },
    id: (make) => make.arn("secretsmanager", `secret:${stringOf(make.inputs["name"])}-${make.letters(6)}`),
    outputs: (make) => ({ arn: make.id }),
    defaults: { forceOverwriteReplicaSecret: false, recoveryWindowInDays: 30 },
    createOnly: ["name", "namePrefix"],
    remains(make) {
      if (make.properties["recoveryWindowInDays"] === 0) return;
      make.store.keepRemains("secret", make, stringOf(make.properties["name"]), make.properties);
    },
  },
  {
    token: "aws:secretsmanager/secretVersion:SecretVersion",
    noun: "Secrets Manager Secret Version",
    service: "Secrets Manager",
    operations: {
      create: "PutSecretValue",
      update: "UpdateSecretVersionStage",
      delete: "UpdateSecretVersionStage",
    },
    id: (make) => `${stringOf(make.inputs["secretId"])}|terraform-${make.digits(26)}`,
    outputs: (make) => ({
      arn: stringOf(make.inputs["secretId"]),
      secretArn: stringOf(make.inputs["secretId"]),
      versionId: make.id.split("|")[1] ?? uuidOf(make),
      versionStages: ["AWSCURRENT"],
      hasSecretStringWo: make.inputs["secretStringWo"] !== undefined,
    }),
    createOnly: ["secretId", "secretString", "secretBinary", "secretStringWoVersion"],
  },
  {
    token: "aws:secretsmanager/secretRotation:SecretRotation",
    noun: "Secrets Manager Secret Rotation",
    overwrites: true,
    service: "Secrets Manager",
    operations: { create: "RotateSecret", update: "RotateSecret", delete: "CancelRotateSecret" },
    id: (make) => stringOf(make.inputs["secretId"]),
    outputs: (make) => ({ rotationEnabled: make.inputs["rotationEnabled"] !== false }),
    defaults: { rotateImmediately: true },
    createOnly: ["secretId"],
  },
  {
    token: "aws:secretsmanager/secretPolicy:SecretPolicy",
    noun: "Secrets Manager Secret Policy",
    service: "Secrets Manager",
    operations: { create: "PutResourcePolicy", update: "PutResourcePolicy", delete: "DeleteResourcePolicy" },
    id: (make) => stringOf(make.inputs["secretArn"]),
    createOnly: ["secretArn"],
  },
];
