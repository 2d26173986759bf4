import { internetGatewayToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "internet-gateway-twice",
  tokens: [internetGatewayToken],
  operations: ["create"],
  code: "InvalidParameterValue",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses: ({ account, region, store, inputs }) =>
    inputs["vpcId"] !== undefined &&
    store
      .list(internetGatewayToken, { account, region })
      .some((it) => it.properties["vpcId"] === inputs["vpcId"])
      ? `Network ${textOf(inputs, "vpcId")} already has an internet gateway attached`
      : undefined,
};
