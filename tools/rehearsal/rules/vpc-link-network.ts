import { isSecurityGroup, stringsIn, subnetToken } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "vpc-link-network",
  tokens: ["aws:apigatewayv2/vpcLink:VpcLink"],
  readsOtherLayers: true,
  operations: ["create"],
  code: "BadRequestException",
  source: "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks.html",
  refuses({ account, region, store, inputs }) {
    const place = { account, region };
    const subnets = stringsIn(inputs["subnetIds"]);
    if (subnets.length === 0) return "At least one subnet is required";
    const noSubnet = subnets.find((id) => store.get(subnetToken, place, id) === undefined);
    if (noSubnet !== undefined) return `The subnet ID '${noSubnet}' does not exist`;
    const noGroup = stringsIn(inputs["securityGroupIds"]).find((id) => !isSecurityGroup(store, place, id));
    return noGroup === undefined ? undefined : `The security group '${noGroup}' does not exist`;
  },
};
