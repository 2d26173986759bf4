import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "standard-needs-security-hub",
  tokens: ["aws:securityhub/standardsSubscription:StandardsSubscription"],
  readsOtherLayers: true,
  operations: ["create"],
  code: "InvalidAccessException",
  source: "https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchEnableStandards.html",
  refuses: ({ account, region, store }) =>
    store.list("aws:securityhub/account:Account", { account, region }).length === 0
      ? `Account ${account} is not subscribed to AWS Security Hub`
      : undefined,
};
