import {
  stringsIn,
  ingressRuleToken,
  egressRuleToken,
  networkInterfaceToken,
  vpcEndpointToken,
  dbInstanceToken,
  dbClusterToken,
  replicationGroupToken,
  isSecurityGroup,
} from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "missing-security-group",
  tokens: [
    ingressRuleToken,
    egressRuleToken,
    networkInterfaceToken,
    vpcEndpointToken,
    dbInstanceToken,
    dbClusterToken,
    replicationGroupToken,
    "aws:rds/proxy:Proxy",
  ],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "InvalidGroup.NotFound",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses({ account, region, store, inputs }) {
    const properties = [
      "securityGroupId",
      "referencedSecurityGroupId",
      "securityGroups",
      "securityGroupIds",
      "vpcSecurityGroupIds",
    ];
    const named = properties.flatMap((property) => stringsIn(inputs[property]));
    const missing = named.find((id) => !isSecurityGroup(store, { account, region }, id));
    return missing === undefined ? undefined : `The security group '${missing}' does not exist`;
  },
};
