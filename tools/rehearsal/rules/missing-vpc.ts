import {
  stringsIn,
  vpcToken,
  subnetToken,
  securityGroupToken,
  internetGatewayToken,
  vpcEndpointToken,
} from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "missing-vpc",
  tokens: [
    subnetToken,
    securityGroupToken,
    internetGatewayToken,
    vpcEndpointToken,
    "aws:ec2/routeTable:RouteTable",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    "aws:ec2/flowLog:FlowLog",
  ],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "InvalidVpcID.NotFound",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses({ account, region, store, inputs }) {
    const named = ["vpcId"].flatMap((property) => stringsIn(inputs[property]));
    const missing = named.find((id) => store.get(vpcToken, { account, region }, id) === undefined);
    return missing === undefined ? undefined : `The vpc ID '${missing}' does not exist`;
  },
};
