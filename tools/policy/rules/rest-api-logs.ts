import { expectProperty, isSet } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "APIs keep who asked for what",
  controls: ["APIGateway.1", "CKV_AWS_76"],
  types: ["aws:apigateway/stage:Stage"],
  check: (resource) => expectProperty(resource, "accessLogSettings.destinationArn", isSet("a log group")),
  remedy: "set accessLogSettings",
  source: securityHub("APIGateway.1"),
});
