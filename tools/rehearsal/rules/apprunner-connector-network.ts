import { isSecurityGroup, stringsIn, subnetToken } from "../account-contents.ts";
import { zonesOf } from "../facts/zones.ts";
import type { Rule } from "./rule.ts";

/** https://docs.aws.amazon.com/apprunner/latest/dg/network-vpc.html#network-vpc.considerations */
const zonesWithout: ReadonlySet<string> = new Set(["use1-az3", "usw1-az2"]);

export const rule: Rule = {
  id: "apprunner-connector-network",
  tokens: ["aws:apprunner/vpcConnector:VpcConnector"],
  readsOtherLayers: true,
  operations: ["create"],
  code: "InvalidRequestException",
  source: "https://docs.aws.amazon.com/apprunner/latest/dg/network-vpc.html",
  refuses({ account, region, store, inputs }) {
    const place = { account, region };
    for (const id of stringsIn(inputs["subnets"])) {
      const subnet = store.get(subnetToken, place, id);
      if (subnet === undefined) return `The subnet ID '${id}' does not exist`;
      const zone = zonesOf(region).find(({ name }) => name === subnet.properties["availabilityZone"]);
      if (zone !== undefined && zonesWithout.has(zone.id))
        return `App Runner services are not available in Availability Zone ${zone.id} of subnet ${id}.`;
    }
    const group = stringsIn(inputs["securityGroups"]).find((id) => !isSecurityGroup(store, place, id));
    return group === undefined ? undefined : `The security group '${group}' does not exist`;
  },
};
