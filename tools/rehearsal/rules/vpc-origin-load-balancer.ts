import { stringsIn, subnetToken, textOf } from "../account-contents.ts";
import { zonesOf } from "../facts/zones.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

const zonesWithout: ReadonlySet<string> = new Set([
  "apne1-az3",
  "apne2-az1",
  "cac1-az3",
  "use1-az3",
  "usw1-az2",
]);

export const rule: Rule = {
  id: "vpc-origin-load-balancer",
  tokens: ["aws:cloudfront/vpcOrigin:VpcOrigin"],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "InvalidArgument",
  source:
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html",
  refuses({ account, store, inputs }) {
    const config = inputs["vpcOriginEndpointConfig"];
    const arn = isObject(config) ? textOf(config, "arn") : "";
    // An instance can be an origin too.
    if (!arn.includes(":elasticloadbalancing:")) return undefined;
    const balancer = store
      .list("aws:lb/loadBalancer:LoadBalancer", { account })
      .find(({ properties }) => properties["arn"] === arn);
    if (balancer === undefined) return `The VPC origin endpoint ${arn} does not exist.`;
    const { region, properties } = balancer;
    const unfit = stringsIn(properties["subnets"]).find((id) => {
      const subnet = store.get(subnetToken, { account, region }, id);
      const zone = zonesOf(region).find(({ name }) => name === subnet?.properties["availabilityZone"]);
      return zone !== undefined && zonesWithout.has(zone.id);
    });
    return unfit === undefined
      ? undefined
      : `Subnet ${unfit} of the VPC origin endpoint is in an Availability Zone that does not support VPC origins.`;
  },
};
