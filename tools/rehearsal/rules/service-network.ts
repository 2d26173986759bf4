import { isSecurityGroup, securityGroupToken, stringsIn, subnetToken, textOf } from "../account-contents.ts";
import { serviceToken, taskDefinitionOf } from "../ecs-contents.ts";
import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "service-network",
  tokens: [serviceToken],
  readsOtherLayers: true,
  operations: ["create", "update"],
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html",
  refuses({ account, region, store, inputs }) {
    const place = { account, region };
    const definition = taskDefinitionOf(store, place, textOf(inputs, "taskDefinition"));
    const network = inputs["networkConfiguration"];
    if (!isObject(network))
      return definition?.["networkMode"] === "awsvpc"
        ? "Network Configuration must be provided when networkMode 'awsvpc' is specified."
        : undefined;
    const subnets = stringsIn(network["subnets"]);
    const groups = stringsIn(network["securityGroups"]);
    const noSubnet = subnets.find((id) => store.get(subnetToken, place, id) === undefined);
    if (noSubnet !== undefined) return `The subnet ID '${noSubnet}' does not exist`;
    const noGroup = groups.find((id) => !isSecurityGroup(store, place, id));
    if (noGroup !== undefined) return `The security group '${noGroup}' does not exist`;
    const vpcs = [
      ...subnets.map((id) => store.get(subnetToken, place, id)),
      ...groups.map((id) => store.get(securityGroupToken, place, id)),
    ].flatMap((found) => found?.properties["vpcId"] ?? []);
    return new Set(vpcs).size > 1
      ? "Security groups and subnets of a service must be in one VPC."
      : undefined;
  },
};
