import { textOf } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "user-pool-features-by-tier",
  tokens: ["aws:cognito/userPool:UserPool"],
  operations: ["create", "update"],
  code: "FeatureUnavailableInTierException",
  source: "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html",
  refuses({ inputs }) {
    const tier = inputs["userPoolTier"];
    const addOns = inputs["userPoolAddOns"];
    const mode = isObject(addOns) ? textOf(addOns, "advancedSecurityMode") : "";
    if (mode !== "" && mode !== "OFF" && tier !== "PLUS") {
      return "Threat protection is not available in the current feature plan; it needs PLUS";
    }
    const triggers = inputs["lambdaConfig"];
    const preToken = isObject(triggers) ? triggers["preTokenGenerationConfig"] : undefined;
    return isObject(preToken) && preToken["lambdaVersion"] !== "V1_0" && tier === "LITE"
      ? "Access token customization is not available in the current feature plan; it needs ESSENTIALS or PLUS"
      : undefined;
  },
};
