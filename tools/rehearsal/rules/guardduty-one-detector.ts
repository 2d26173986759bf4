import type { Rule } from "./rule.ts";

const token = "aws:guardduty/detector:Detector";

export const rule: Rule = {
  id: "guardduty-one-detector",
  tokens: [token],
  operations: ["create"],
  code: "BadRequestException",
  source: "https://docs.aws.amazon.com/guardduty/latest/APIReference/API_CreateDetector.html",
  refuses: ({ account, region, store }) =>
    store.list(token, { account, region }).length > 0
      ? "The request is rejected because a detector already exists for the current account."
      : undefined,
};
