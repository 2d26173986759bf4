import { stringsIn } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "user-pool-client-rotation",
  tokens: ["aws:cognito/userPoolClient:UserPoolClient"],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source:
    "https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html",
  refuses({ inputs }) {
    const rotation = inputs["refreshTokenRotation"];
    return isObject(rotation) &&
      rotation["feature"] === "ENABLED" &&
      stringsIn(inputs["explicitAuthFlows"]).includes("ALLOW_REFRESH_TOKEN_AUTH")
      ? "ALLOW_REFRESH_TOKEN_AUTH is not compatible with refresh token rotation"
      : undefined;
  },
};
