import { textOf } from "../account-contents.ts";
import { isSecret } from "../secret-references.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "missing-secret",
  tokens: [
    "aws:secretsmanager/secretVersion:SecretVersion",
    "aws:secretsmanager/secretRotation:SecretRotation",
    "aws:secretsmanager/secretPolicy:SecretPolicy",
  ],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "ResourceNotFoundException",
  source: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html",
  refuses: ({ account, region, store, inputs }) =>
    isSecret(store, { account, region }, textOf(inputs, "secretId") || textOf(inputs, "secretArn"))
      ? undefined
      : "Secrets Manager can't find the specified secret.",
};
