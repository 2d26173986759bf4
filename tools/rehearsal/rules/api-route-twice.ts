import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "api-route-twice",
  tokens: ["aws:apigatewayv2/route:Route"],
  operations: ["create"],
  code: "ConflictException",
  source: "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html",
  refuses({ account, region, store, token, inputs }) {
    const key = textOf(inputs, "routeKey");
    const taken = store
      .list(token, { account, region })
      .some(({ properties }) => properties["apiId"] === inputs["apiId"] && properties["routeKey"] === key);
    return taken ? `Route with key ${key} already exists for this API` : undefined;
  },
};
