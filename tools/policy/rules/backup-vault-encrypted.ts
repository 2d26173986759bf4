import { expectProperty, isSet } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Backups are encrypted with a key of the account",
  controls: ["Backup.1", "CKV_AWS_166"],
  types: ["aws:backup/vault:Vault"],
  check: (resource) => expectProperty(resource, "kmsKeyArn", isSet("a key of the account")),
  remedy: "set kmsKeyArn",
  source: securityHub("Backup.1"),
});
