import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "security-hub-once",
  tokens: ["aws:securityhub/account:Account"],
  operations: ["create"],
  code: "ResourceConflictException",
  source: "https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_EnableSecurityHub.html",
  refuses: ({ account, region, store, token }) =>
    store.list(token, { account, region }).length > 0
      ? "Account is already subscribed to Security Hub"
      : undefined,
};
