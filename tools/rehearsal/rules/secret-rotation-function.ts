import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "secret-rotation-function",
  tokens: ["aws:secretsmanager/secretRotation:SecretRotation"],
  operations: ["create", "update"],
  code: "InvalidRequestException",
  source: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html",
  refuses({ inputs }) {
    // AWS rotates the secrets that its services manage by itself.
    const isManaged = /:secret:[a-z]+!/.test(textOf(inputs, "secretId"));
    return isManaged || inputs["rotationEnabled"] === false || textOf(inputs, "rotationLambdaArn") !== ""
      ? undefined
      : "No Lambda rotation function ARN is associated with this secret.";
  },
};
