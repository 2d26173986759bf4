import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "trail-all-regions",
  tokens: ["aws:cloudtrail/trail:Trail"],
  operations: ["create", "update"],
  code: "InvalidParameterCombinationException",
  source: "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html",
  refuses: ({ inputs }) =>
    inputs["isMultiRegionTrail"] === true && inputs["includeGlobalServiceEvents"] === false
      ? "Multi-Region trail must include global service events."
      : undefined,
};
