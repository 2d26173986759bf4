import { valueAt } from "../properties.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  title: "No other site can act for a user who is signed in",
  controls: [],
  types: ["aws:apigatewayv2/api:Api"],
  check({ properties }) {
    const origins = valueAt(properties, "corsConfiguration.allowOrigins");
    const isOpen =
      Array.isArray(origins) &&
      origins.some((origin) => ["*", "https://*", "http://*"].includes(String(origin)));
    return isOpen
      ? "any site may call the API from a browser, expected the product's own origins, got a wildcard"
      : undefined;
  },
  remedy: "list the origins in api.cors.origins",
  source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
});
