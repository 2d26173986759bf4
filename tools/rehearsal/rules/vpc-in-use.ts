import {
  usersOf,
  vpcToken,
  subnetToken,
  securityGroupToken,
  internetGatewayToken,
  vpcEndpointToken,
} from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "vpc-in-use",
  tokens: [vpcToken],
  operations: ["delete"],
  code: "DependencyViolation",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  refuses({ account, region, store, id }) {
    const users = usersOf(store, { account, region }, id, [
      [subnetToken, "vpcId"],
      [internetGatewayToken, "vpcId"],
      [securityGroupToken, "vpcId"],
      [vpcEndpointToken, "vpcId"],
      ["aws:ec2/routeTable:RouteTable", "vpcId"],
      ["aws:lb/targetGroup:TargetGroup", "vpcId"],
      ["aws:ec2/networkAcl:NetworkAcl", "vpcId"],
    ]);
    return users.length > 0 ? `The vpc '${id}' has dependencies and cannot be deleted.` : undefined;
  },
};
