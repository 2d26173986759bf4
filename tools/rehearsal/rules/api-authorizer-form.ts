import { stringsIn, textOf } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "api-authorizer-form",
  tokens: ["aws:apigatewayv2/authorizer:Authorizer"],
  operations: ["create", "update"],
  code: "BadRequestException",
  source: "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html",
  refuses({ inputs }) {
    const sources = stringsIn(inputs["identitySources"]);
    if (inputs["authorizerType"] !== "JWT")
      return textOf(inputs, "authorizerUri") === ""
        ? "AuthorizerUri is required for REQUEST authorizers"
        : undefined;
    const jwt = inputs["jwtConfiguration"];
    if (!isObject(jwt) || stringsIn(jwt["audiences"]).length === 0)
      return "Audience is required for JWT authorizers";
    if (!textOf(jwt, "issuer").startsWith("https://"))
      return `Issuer must have HTTPS scheme, got ${textOf(jwt, "issuer")}`;
    // A JWT authorizer reads headers and query strings; it never sees a cookie.
    const [source = ""] = sources;
    return sources.length === 1 && /^\$request\.(header|querystring)\.[\w-]+$/i.test(source)
      ? undefined
      : `Identity source must be one selection expression of a header or query string, got ${sources.join(", ")}`;
  },
};
