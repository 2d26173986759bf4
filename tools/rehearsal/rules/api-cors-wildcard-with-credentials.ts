import { stringsIn } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "api-cors-wildcard-with-credentials",
  tokens: ["aws:apigatewayv2/api:Api"],
  operations: ["create", "update"],
  code: "BadRequestException",
  source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
  refuses({ inputs }) {
    const cors = inputs["corsConfiguration"];
    if (!isObject(cors) || cors["allowCredentials"] !== true) return undefined;
    return stringsIn(cors["allowOrigins"]).includes("*")
      ? "allowCredentials is not supported for the origin *"
      : undefined;
  },
};
