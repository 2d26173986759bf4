import { expectProperty, isBetween } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Passwords of IAM users expire within 90 days",
  controls: ["IAM.17", "CKV_AWS_9"],
  types: ["aws:iam/accountPasswordPolicy:AccountPasswordPolicy"],
  check: (resource) => expectProperty(resource, "maxPasswordAge", isBetween(1, 90)),
  remedy: "set maxPasswordAge to 90 or less",
  source: securityHub("IAM.17"),
});
