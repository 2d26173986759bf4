import { subnetToken, natGatewayToken, internetGatewayToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "nat-gateway-needs-internet",
  tokens: [natGatewayToken],
  readsOtherLayers: true,
  operations: ["create"],
  code: "Gateway.NotAttached",
  source: "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html",
  refuses({ account, region, store, inputs }) {
    if (inputs["connectivityType"] === "private") return undefined;
    const place = { account, region };
    const vpcId =
      textOf(inputs, "vpcId") ||
      textOf(store.get(subnetToken, place, textOf(inputs, "subnetId"))?.properties ?? {}, "vpcId");
    return store.list(internetGatewayToken, place).some((it) => it.properties["vpcId"] === vpcId)
      ? undefined
      : `Network ${vpcId} has no Internet gateway attached`;
  },
};
