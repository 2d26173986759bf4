import { expectProperty, isNot } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "GuardDuty looks for intruders",
  controls: ["GuardDuty.1"],
  types: ["aws:guardduty/detector:Detector"],
  check: (resource) => expectProperty(resource, "enable", isNot(false)),
  remedy: "leave enable on",
  source: securityHub("GuardDuty.1"),
});
