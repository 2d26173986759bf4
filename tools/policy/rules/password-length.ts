import { expectProperty, isAtLeast } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Passwords of IAM users have 14 characters or more",
  controls: ["IAM.7", "CKV_AWS_10"],
  types: ["aws:iam/accountPasswordPolicy:AccountPasswordPolicy"],
  check: (resource) => expectProperty(resource, "minimumPasswordLength", isAtLeast(14)),
  remedy: "set minimumPasswordLength to 14",
  source: securityHub("IAM.7"),
});
