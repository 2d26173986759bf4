import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "trail-quota",
  tokens: ["aws:cloudtrail/trail:Trail"],
  operations: ["create"],
  code: "MaximumNumberOfTrailsExceededException",
  source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html",
  refuses: ({ account, region, store, token }) =>
    store.list(token, { account, region }).length >= 5
      ? `User: ${account} already has 5 trails in ${region}.`
      : undefined,
};
