import { internetGatewayToken, stringsIn, subnetToken } from "../account-contents.ts";
import { loadBalancerToken } from "../load-balancing-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "load-balancer-needs-internet",
  tokens: [loadBalancerToken],
  readsOtherLayers: true,
  operations: ["create"],
  code: "InvalidSubnet",
  source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
  refuses({ account, region, store, inputs }) {
    const place = { account, region };
    const [first = ""] = stringsIn(inputs["subnets"]);
    const vpcId = store.get(subnetToken, place, first)?.properties["vpcId"];
    if (inputs["internal"] === true || vpcId === undefined) return undefined;
    return store.list(internetGatewayToken, place).some(({ properties }) => properties["vpcId"] === vpcId)
      ? undefined
      : `VPC ${String(vpcId)} has no internet gateway`;
  },
};
