import { expectProperty, isSet } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "APIs keep who asked for what",
  controls: ["APIGateway.9", "CKV_AWS_76"],
  types: ["aws:apigatewayv2/stage:Stage"],
  check: (resource) => expectProperty(resource, "accessLogSettings.destinationArn", isSet("a log group")),
  remedy: "set accessLogSettings",
  source: securityHub("APIGateway.9"),
});
