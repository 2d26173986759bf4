import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "analyzer-quota",
  tokens: ["aws:accessanalyzer/analyzer:Analyzer"],
  operations: ["create"],
  code: "ServiceQuotaExceededException",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html",
  refuses({ account, region, store, token, inputs }) {
    const ofType = store
      .list(token, { account, region })
      .filter((it) => it.properties["type"] === inputs["type"]);
    return ofType.length > 0 && inputs["type"] === "ACCOUNT"
      ? "You have reached the service quota of 1 ACCOUNT analyzer per region."
      : undefined;
  },
};
