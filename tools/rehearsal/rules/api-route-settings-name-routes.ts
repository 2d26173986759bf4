import { textOf } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "api-route-settings-name-routes",
  tokens: ["aws:apigatewayv2/stage:Stage"],
  operations: ["create", "update"],
  code: "NotFoundException",
  source: "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html",
  refuses({ account, region, store, inputs }) {
    const routes = store
      .list("aws:apigatewayv2/route:Route", { account, region })
      .filter(({ properties }) => properties["apiId"] === inputs["apiId"])
      .map(({ properties }) => properties["routeKey"]);
    const unknown = [inputs["routeSettings"] ?? []]
      .flat()
      .filter(isObject)
      .map((settings) => textOf(settings, "routeKey"))
      .find((key) => !routes.includes(key));
    return unknown === undefined
      ? undefined
      : `Unable to find Route by key ${unknown} within the provided RouteSettings`;
  },
};
