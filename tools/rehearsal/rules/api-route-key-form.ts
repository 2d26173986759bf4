import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "api-route-key-form",
  tokens: ["aws:apigatewayv2/route:Route"],
  operations: ["create", "update"],
  code: "BadRequestException",
  source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html",
  refuses({ account, region, store, inputs }) {
    const api = store.get("aws:apigatewayv2/api:Api", { account, region }, textOf(inputs, "apiId"));
    const key = textOf(inputs, "routeKey");
    if (api?.properties["protocolType"] !== "HTTP" || key === "$default") return undefined;
    return /^(ANY|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \/([^/\s]+(\/[^/\s]+)*)?$/.test(key) &&
      !/\{[^}]*\+\}./.test(key)
      ? undefined
      : `The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"`;
  },
};
