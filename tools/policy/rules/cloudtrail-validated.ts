import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Changes to the audit trail's files can be told",
  controls: ["CloudTrail.4", "CKV_AWS_36"],
  types: ["aws:cloudtrail/trail:Trail"],
  check: (resource) => expectProperty(resource, "enableLogFileValidation", is(true)),
  remedy: "set enableLogFileValidation",
  source: securityHub("CloudTrail.4"),
});
