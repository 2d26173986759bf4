import { stringsIn, subnetToken, vpcEndpointToken } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "endpoint-subnet-zones",
  tokens: [vpcEndpointToken],
  operations: ["create", "update"],
  code: "DuplicateSubnetsInSameZone",
  source: "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
  refuses({ account, region, store, inputs }) {
    const zones = stringsIn(inputs["subnetIds"]).map(
      (id) => store.get(subnetToken, { account, region }, id)?.properties["availabilityZone"] ?? id,
    );
    const twice = zones.findIndex((zone, index) => zones.indexOf(zone) !== index);
    return twice < 0
      ? undefined
      : `Found another VPC endpoint subnet in the availability zone of ${stringsIn(inputs["subnetIds"])[twice]}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.`;
  },
};
