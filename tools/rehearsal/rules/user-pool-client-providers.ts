import { stringsIn, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "user-pool-client-providers",
  tokens: ["aws:cognito/userPoolClient:UserPoolClient"],
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source:
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html",
  refuses({ account, region, store, inputs }) {
    const poolId = textOf(inputs, "userPoolId");
    const known = store
      .list("aws:cognito/identityProvider:IdentityProvider", { account, region })
      .filter(({ properties }) => properties["userPoolId"] === poolId)
      .map(({ properties }) => properties["providerName"]);
    const missing = stringsIn(inputs["supportedIdentityProviders"]).find(
      (provider) => provider !== "COGNITO" && !known.includes(provider),
    );
    return missing === undefined
      ? undefined
      : `The provider ${missing} does not exist for User Pool ${poolId}.`;
  },
};
