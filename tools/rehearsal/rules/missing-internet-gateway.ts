import { internetGatewayToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "missing-internet-gateway",
  tokens: ["aws:ec2/route:Route"],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "InvalidGatewayID.NotFound",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses({ account, region, store, inputs }) {
    // "local" and "vgw-…" are other ways out.
    const id = textOf(inputs, "gatewayId");
    return id.startsWith("igw-") && store.get(internetGatewayToken, { account, region }, id) === undefined
      ? `The gateway ID '${id}' does not exist`
      : undefined;
  },
};
