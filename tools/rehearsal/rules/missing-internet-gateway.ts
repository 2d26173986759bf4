import { stringsIn, internetGatewayToken } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "missing-internet-gateway",
  tokens: ["aws:ec2/route:Route"],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "InvalidGatewayID.NotFound",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses({ account, region, store, inputs }) {
    const named = ["gatewayId"].flatMap((property) => stringsIn(inputs[property]));
    const missing = named.find(
      (id) => store.get(internetGatewayToken, { account, region }, id) === undefined,
    );
    return missing === undefined ? undefined : `The gateway ID '${missing}' does not exist`;
  },
};
