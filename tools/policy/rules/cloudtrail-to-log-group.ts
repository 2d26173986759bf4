import { expectProperty, firstOf, isSet } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "The audit trail can be searched and alarmed on",
  controls: ["CloudTrail.5"],
  of: "production",
  types: ["aws:cloudtrail/trail:Trail"],
  check: (resource) =>
    firstOf(
      expectProperty(resource, "cloudWatchLogsGroupArn", isSet("a log group")),
      expectProperty(resource, "cloudWatchLogsRoleArn", isSet("a role that may write to it")),
    ),
  remedy: "give the trail a log group",
  source: securityHub("CloudTrail.5"),
});
