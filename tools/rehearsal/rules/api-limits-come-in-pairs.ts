import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

function isPositive(value: unknown): boolean {
  return typeof value === "number" && value > 0;
}

export const rule: Rule = {
  id: "api-limits-come-in-pairs",
  tokens: ["aws:apigatewayv2/stage:Stage"],
  operations: ["create", "update"],
  code: "BadRequestException",
  source: "https://github.com/pulumi/pulumi-aws/issues/2363",
  // AWS takes it, sets the other limit to 0 and answers every request with 429: refused here so that it is found.
  refuses({ inputs }) {
    const lists = [inputs["defaultRouteSettings"] ?? [], inputs["routeSettings"] ?? []].flat();
    const half = lists
      .filter(isObject)
      .find(
        (settings) =>
          !isPositive(settings["throttlingRateLimit"]) || !isPositive(settings["throttlingBurstLimit"]),
      );
    return half === undefined
      ? undefined
      : "a stage or route without both throttlingRateLimit and throttlingBurstLimit gets limits of 0, and every request 429";
  },
};
