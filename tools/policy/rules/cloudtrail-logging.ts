import { expectProperty, isNot } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "The audit trail records",
  controls: ["CloudTrail.1", "CKV_AWS_251"],
  types: ["aws:cloudtrail/trail:Trail"],
  check: (resource) => expectProperty(resource, "enableLogging", isNot(false)),
  remedy: "leave enableLogging on",
  source: securityHub("CloudTrail.1"),
});
