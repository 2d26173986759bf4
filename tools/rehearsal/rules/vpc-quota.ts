import { vpcToken } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "vpc-quota",
  tokens: [vpcToken],
  operations: ["create"],
  code: "VpcLimitExceeded",
  source: "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
  // Five per region, and every new account has its default VPC.
  refuses: ({ account, region, store }) =>
    store.list(vpcToken, { account, region }).length >= 4
      ? "The maximum number of VPCs has been reached."
      : undefined,
};
