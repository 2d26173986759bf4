import { expectProperty, isSet } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "Secrets are encrypted with a key of the account",
  controls: ["CKV_AWS_149"],
  of: "production",
  types: ["aws:secretsmanager/secret:Secret"],
  check: (resource) => expectProperty(resource, "kmsKeyId", isSet("a key of the account")),
  remedy: "set data.kms",
  source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
});
