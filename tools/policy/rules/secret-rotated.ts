import { stackRule, securityHub } from "../rule.ts";

export default stackRule({
  title: "Secrets are changed by themselves",
  controls: ["SecretsManager.1", "CKV_AWS_304"],
  of: "production",
  types: ["aws:secretsmanager/secret:Secret"],
  check: (resource, stack) =>
    stack.pointingAt(resource, "aws:secretsmanager/secretRotation:SecretRotation", "secretId").length > 0
      ? undefined
      : "the secret is never changed by itself, expected a rotation in its stack, got none",
  remedy: "add a SecretRotation, or waive it with the date by which a person changes it",
  source: securityHub("SecretsManager.1"),
});
