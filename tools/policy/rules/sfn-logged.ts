import { expectProperty, firstOf, isOneOf, isSet } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "State machines keep what failed",
  controls: ["StepFunctions.1", "CKV_AWS_285"],
  types: ["aws:sfn/stateMachine:StateMachine"],
  check: (resource) =>
    firstOf(
      expectProperty(resource, "loggingConfiguration.level", isOneOf("ERROR", "FATAL", "ALL")),
      expectProperty(resource, "loggingConfiguration.logDestination", isSet("a log group")),
    ),
  remedy: "set loggingConfiguration",
  source: securityHub("StepFunctions.1"),
});
