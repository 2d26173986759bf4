import { usersOf, natGatewayToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "eip-in-use",
  tokens: ["aws:ec2/eip:Eip"],
  operations: ["delete"],
  code: "InvalidIPAddress.InUse",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses: ({ account, region, store, id, olds }) =>
    usersOf(store, { account, region }, id, [[natGatewayToken, "allocationId"]]).length > 0
      ? `Address ${textOf(olds, "publicIp")} is in use.`
      : undefined,
};
