import { expectProperty, isSet } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "The audit trail is encrypted with the account's own key",
  controls: ["CloudTrail.2", "CKV_AWS_35"],
  types: ["aws:cloudtrail/trail:Trail"],
  check: (resource) => expectProperty(resource, "kmsKeyId", isSet("a key of the account")),
  remedy: "set kmsKeyId to the key of the account's logs",
  source: securityHub("CloudTrail.2"),
});
