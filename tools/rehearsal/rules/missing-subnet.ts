import {
  stringsIn,
  subnetToken,
  natGatewayToken,
  networkInterfaceToken,
  vpcEndpointToken,
} from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "missing-subnet",
  tokens: [
    natGatewayToken,
    networkInterfaceToken,
    vpcEndpointToken,
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
  ],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "InvalidSubnetID.NotFound",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses({ account, region, store, inputs }) {
    const named = ["subnetId", "subnetIds"].flatMap((property) => stringsIn(inputs[property]));
    const missing = named.find((id) => store.get(subnetToken, { account, region }, id) === undefined);
    return missing === undefined ? undefined : `The subnet ID '${missing}' does not exist`;
  },
};
