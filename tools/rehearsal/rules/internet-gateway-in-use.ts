import { subnetToken, natGatewayToken, internetGatewayToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "internet-gateway-in-use",
  tokens: [internetGatewayToken],
  operations: ["delete"],
  code: "DependencyViolation",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses({ account, region, store, olds }) {
    const vpcId = textOf(olds, "vpcId");
    const place = { account, region };
    const gateways = store
      .list(natGatewayToken, place)
      .filter((nat) => nat.properties["connectivityType"] !== "private");
    const isMapped = gateways.some(
      (nat) =>
        store.get(subnetToken, place, textOf(nat.properties, "subnetId"))?.properties["vpcId"] === vpcId,
    );
    return isMapped
      ? `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`
      : undefined;
  },
};
