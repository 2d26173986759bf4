import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

const required: Readonly<Record<string, readonly string[]>> = {
  Google: ["client_id", "client_secret", "authorize_scopes"],
  Facebook: ["client_id", "client_secret", "authorize_scopes"],
  LoginWithAmazon: ["client_id", "client_secret", "authorize_scopes"],
  SignInWithApple: ["client_id", "team_id", "key_id", "authorize_scopes"],
  OIDC: ["client_id", "attributes_request_method", "oidc_issuer", "authorize_scopes"],
};

export const rule: Rule = {
  id: "identity-provider-details",
  tokens: ["aws:cognito/identityProvider:IdentityProvider"],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source:
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html",
  refuses({ inputs }) {
    const details = inputs["providerDetails"];
    const missing = (required[String(inputs["providerType"])] ?? []).find(
      (key) => !isObject(details) || (details[key] ?? "") === "",
    );
    return missing === undefined ? undefined : `${missing} is required in providerDetails`;
  },
};
