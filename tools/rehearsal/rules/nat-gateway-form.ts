import { natGatewayToken, textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "nat-gateway-form",
  tokens: [natGatewayToken],
  operations: ["create"],
  code: "InvalidParameterCombination",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html",
  refuses({ inputs }) {
    const has = (key: string) => textOf(inputs, key) !== "";
    const isRegional = inputs["availabilityMode"] === "regional";
    if (isRegional && has("subnetId"))
      return "SubnetId cannot be specified for a regional NAT gateway, expected VpcId";
    if (isRegional && has("allocationId"))
      return "AllocationId cannot be specified for a regional NAT gateway";
    if (isRegional) return has("vpcId") ? undefined : "VpcId is required for a regional NAT gateway";
    if (!has("subnetId")) return "SubnetId is required for a zonal NAT gateway";
    if (inputs["connectivityType"] === "private")
      return has("allocationId") ? "AllocationId cannot be specified for a private NAT gateway" : undefined;
    return has("allocationId") ? undefined : "AllocationId is required for a public NAT gateway";
  },
};
