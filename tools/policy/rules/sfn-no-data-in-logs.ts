import { expectProperty, isNot } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "What state machines work on is not in the logs",
  controls: [],
  types: ["aws:sfn/stateMachine:StateMachine"],
  check: (resource) => expectProperty(resource, "loggingConfiguration.includeExecutionData", isNot(true)),
  remedy: "leave includeExecutionData off: documents hold personal data",
  source: "https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html",
});
