import { expectProperty, isOneOf } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Every route of an API says who may call it",
  controls: ["APIGateway.8", "CKV_AWS_309"],
  types: ["aws:apigatewayv2/route:Route"],
  check: (route) => expectProperty(route, "authorizationType", isOneOf("JWT", "AWS_IAM", "CUSTOM")),
  remedy: "give the route an authorizer, or waive the routes that have to be public",
  source: securityHub("APIGateway.8"),
});
