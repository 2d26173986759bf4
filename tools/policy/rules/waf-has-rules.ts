import { expectProperty, isSet } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "A web ACL has rules",
  controls: ["WAF.10", "CKV_AWS_175"],
  types: ["aws:wafv2/webAcl:WebAcl"],
  check: (resource) => expectProperty(resource, "rules", isSet("one rule or more")),
  remedy: "add a rule group",
  source: securityHub("WAF.10"),
});
