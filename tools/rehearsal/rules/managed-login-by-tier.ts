import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "managed-login-by-tier",
  tokens: ["aws:cognito/userPoolDomain:UserPoolDomain"],
  operations: ["create", "update"],
  code: "FeatureUnavailableInTierException",
  source: "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html",
  refuses({ account, region, store, inputs }) {
    const pool = store.get(
      "aws:cognito/userPool:UserPool",
      { account, region },
      textOf(inputs, "userPoolId"),
    );
    return Number(inputs["managedLoginVersion"] ?? 1) === 2 && pool?.properties["userPoolTier"] === "LITE"
      ? "Managed login is not available in the current feature plan; it needs ESSENTIALS or PLUS"
      : undefined;
  },
};
