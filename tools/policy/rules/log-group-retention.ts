import { expectProperty, isAtLeast } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Logs are kept for a time that was chosen",
  controls: ["CloudWatch.16", "CKV_AWS_66"],
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  check: (resource) => expectProperty(resource, "retentionInDays", isAtLeast(1)),
  remedy: "set retentionInDays",
  source: securityHub("CloudWatch.16"),
});
