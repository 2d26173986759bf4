import { isSecurityGroup, stringsIn, subnetToken } from "../account-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "function-network",
  tokens: ["aws:lambda/function:Function"],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "InvalidParameterValueException",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
  refuses({ account, region, store, inputs }) {
    const place = { account, region };
    const network = inputs["vpcConfig"];
    if (!isObject(network)) return undefined;
    const subnets = stringsIn(network["subnetIds"]);
    const groups = stringsIn(network["securityGroupIds"]);
    if ((subnets.length === 0) !== (groups.length === 0))
      return "SecurityGroupIds and SubnetIds must both be specified or both be empty.";
    const noSubnet = subnets.find((id) => store.get(subnetToken, place, id) === undefined);
    if (noSubnet !== undefined) return `The subnet ID '${noSubnet}' does not exist`;
    const noGroup = groups.find((id) => !isSecurityGroup(store, place, id));
    return noGroup === undefined ? undefined : `The security group '${noGroup}' does not exist`;
  },
};
