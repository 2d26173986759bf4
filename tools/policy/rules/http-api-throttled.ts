import { expectProperty, firstOf, isAtLeast } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "APIs slow down who asks too much",
  controls: [],
  types: ["aws:apigatewayv2/stage:Stage"],
  check: (resource) =>
    firstOf(
      expectProperty(resource, "defaultRouteSettings.throttlingBurstLimit", isAtLeast(1)),
      expectProperty(resource, "defaultRouteSettings.throttlingRateLimit", isAtLeast(1)),
    ),
  remedy: "set both limits: without both every call is answered 429",
  source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html",
});
