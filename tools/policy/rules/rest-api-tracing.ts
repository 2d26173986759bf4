import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Requests to APIs can be traced",
  controls: ["APIGateway.3", "CKV_AWS_73"],
  of: "production",
  types: ["aws:apigateway/stage:Stage"],
  check: (resource) => expectProperty(resource, "xrayTracingEnabled", is(true)),
  remedy: "set xrayTracingEnabled",
  source: securityHub("APIGateway.3"),
});
