import { expectProperty, isAtLeast } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Passwords of IAM users are not used again",
  controls: ["IAM.16", "CKV_AWS_13"],
  types: ["aws:iam/accountPasswordPolicy:AccountPasswordPolicy"],
  check: (resource) => expectProperty(resource, "passwordReusePrevention", isAtLeast(24)),
  remedy: "set passwordReusePrevention to 24",
  source: securityHub("IAM.16"),
});
