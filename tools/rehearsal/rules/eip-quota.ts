import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "eip-quota",
  tokens: ["aws:ec2/eip:Eip"],
  operations: ["create"],
  code: "AddressLimitExceeded",
  source:
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html#using-instance-addressing-limit",
  refuses: ({ account, region, store, token }) =>
    store.list(token, { account, region }).length >= 5
      ? "The maximum number of addresses has been reached."
      : undefined,
};
