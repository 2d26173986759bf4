import { expectProperty, isNot } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "New volumes are encrypted",
  controls: ["EC2.7"],
  types: ["aws:ebs/encryptionByDefault:EncryptionByDefault"],
  check: (resource) => expectProperty(resource, "enabled", isNot(false)),
  remedy: "leave enabled on",
  source: securityHub("EC2.7"),
});
