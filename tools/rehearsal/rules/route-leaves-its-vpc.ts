import { internetGatewayToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "route-leaves-its-vpc",
  tokens: ["aws:ec2/route:Route"],
  operations: ["create", "update"],
  code: "InvalidParameterValue",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses({ account, region, store, inputs }) {
    const place = { account, region };
    const gateway = store.get(internetGatewayToken, place, textOf(inputs, "gatewayId"));
    const table = store.get("aws:ec2/routeTable:RouteTable", place, textOf(inputs, "routeTableId"));
    return gateway !== undefined &&
      table !== undefined &&
      gateway.properties["vpcId"] !== table.properties["vpcId"]
      ? `route table ${table.id} and network gateway ${gateway.id} belong to different networks`
      : undefined;
  },
};
