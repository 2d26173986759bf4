import { expectProperty, is } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "State machines can be traced",
  controls: ["CKV_AWS_284"],
  types: ["aws:sfn/stateMachine:StateMachine"],
  check: (resource) => expectProperty(resource, "tracingConfiguration.enabled", is(true)),
  remedy: "set tracingConfiguration.enabled",
  source: "https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html",
});
