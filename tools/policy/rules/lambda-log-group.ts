import { expectProperty, isSet } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "Functions write to a log group of ours, not to one that AWS makes and keeps for ever",
  controls: ["CloudWatch.16"],
  types: ["aws:lambda/function:Function"],
  check: (resource) => expectProperty(resource, "loggingConfig.logGroup", isSet("a log group of the stack")),
  remedy: "make a log group and name it in loggingConfig",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html",
});
