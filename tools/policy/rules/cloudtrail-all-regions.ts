import { expectProperty, firstOf, is, isNot } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "The audit trail covers all regions and global services",
  controls: ["CloudTrail.1", "CKV_AWS_67"],
  types: ["aws:cloudtrail/trail:Trail"],
  check: (resource) =>
    firstOf(
      expectProperty(resource, "isMultiRegionTrail", is(true)),
      expectProperty(resource, "includeGlobalServiceEvents", isNot(false)),
    ),
  remedy: "set isMultiRegionTrail and includeGlobalServiceEvents",
  source: securityHub("CloudTrail.1"),
});
