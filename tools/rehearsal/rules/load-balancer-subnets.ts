import { stringsIn, subnetToken, textOf } from "../account-contents.ts";
import { loadBalancerToken } from "../load-balancing-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "load-balancer-subnets",
  tokens: [loadBalancerToken],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "InvalidSubnet",
  source:
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer",
  refuses({ account, region, store, inputs }) {
    if (textOf(inputs, "loadBalancerType") !== "application") return undefined;
    const subnets = stringsIn(inputs["subnets"]).map((id) => ({
      id,
      properties: store.get(subnetToken, { account, region }, id)?.properties,
    }));
    const missing = subnets.find(({ properties }) => properties === undefined);
    if (missing !== undefined) return `The subnet ID '${missing.id}' is not valid`;
    const zones = subnets.map(({ properties }) => properties?.["availabilityZone"]);
    if (new Set(zones).size < zones.length)
      return "A load balancer cannot be attached to multiple subnets in the same Availability Zone";
    if (zones.length === 1)
      return "At least two subnets in two different Availability Zones must be specified";
    const small = subnets.find(
      ({ properties }) => Number(String(properties?.["cidrBlock"]).split("/")[1]) > 27,
    );
    return small === undefined
      ? undefined
      : `Not enough IP space available in ${small.id}. ELB requires at least 8 free IP addresses in each subnet.`;
  },
};
