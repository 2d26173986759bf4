import { isObject } from "./property-values.ts";
import type { Properties, PropertyValue } from "./property-values.ts";
import type { Place, Store, StoredResource } from "./store.ts";

/** The strings in a list property; a single string counts as a list of one. */
export function stringsIn(value: PropertyValue | undefined): string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

export function findById(store: Store, place: Place, token: string, id: string): StoredResource | undefined {
  return store.get(token, place, id);
}

/** What refers to a resource in one of the given places: type and property. */
export function usersOf(
  store: Store,
  place: Place,
  id: string,
  uses: readonly (readonly [token: string, ...properties: string[]])[],
): StoredResource[] {
  return uses.flatMap(([token, ...properties]) =>
    store
      .list(token, place)
      .filter((resource) =>
        properties.some((property) => stringsIn(resource.properties[property]).includes(id)),
      ),
  );
}

export const vpcToken = "aws:ec2/vpc:Vpc";
export const subnetToken = "aws:ec2/subnet:Subnet";
export const securityGroupToken = "aws:ec2/securityGroup:SecurityGroup";
export const ingressRuleToken = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
export const egressRuleToken = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
export const natGatewayToken = "aws:ec2/natGateway:NatGateway";
export const internetGatewayToken = "aws:ec2/internetGateway:InternetGateway";
export const networkInterfaceToken = "aws:ec2/networkInterface:NetworkInterface";
export const vpcEndpointToken = "aws:ec2/vpcEndpoint:VpcEndpoint";
export const dbInstanceToken = "aws:rds/instance:Instance";
export const dbClusterToken = "aws:rds/cluster:Cluster";
export const dbClusterInstanceToken = "aws:rds/clusterInstance:ClusterInstance";
export const dbSubnetGroupToken = "aws:rds/subnetGroup:SubnetGroup";
export const replicationGroupToken = "aws:elasticache/replicationGroup:ReplicationGroup";
export const cacheSubnetGroupToken = "aws:elasticache/subnetGroup:SubnetGroup";

/** Whether a security group exists, the one that every VPC is born with included. */
export function isSecurityGroup(store: Store, place: Place, id: string): boolean {
  return (
    store.get(securityGroupToken, place, id) !== undefined ||
    store.list(vpcToken, place).some((vpc) => vpc.properties["defaultSecurityGroupId"] === id)
  );
}

/** Subnets with a network interface that somebody uses, by what uses them. */
export function interfacesIn(store: Store, place: Place, subnetId: string): StoredResource[] {
  const direct = usersOf(store, place, subnetId, [
    [natGatewayToken, "subnetId"],
    [networkInterfaceToken, "subnetId"],
    [vpcEndpointToken, "subnetIds"],
    ["aws:lb/loadBalancer:LoadBalancer", "subnets"],
    ["aws:apigatewayv2/vpcLink:VpcLink", "subnetIds"],
    ["aws:rds/proxy:Proxy", "vpcSubnetIds"],
  ]);
  const groups = [
    ...usersOf(store, place, subnetId, [[dbSubnetGroupToken, "subnetIds"]]).flatMap((group) =>
      usersOf(store, place, group.id, [
        [dbInstanceToken, "dbSubnetGroupName"],
        [dbClusterToken, "dbSubnetGroupName"],
      ]),
    ),
    ...usersOf(store, place, subnetId, [[cacheSubnetGroupToken, "subnetIds"]]).flatMap((group) =>
      usersOf(store, place, group.id, [[replicationGroupToken, "subnetGroupName"]]),
    ),
  ];
  return [...direct, ...groups, ...runnersIn(store, place, "subnets", subnetId)];
}

/** Services with tasks, and functions, whose network interfaces are in a subnet or wear a security group. */
function runnersIn(
  store: Store,
  place: Place,
  key: "subnets" | "securityGroups",
  id: string,
): StoredResource[] {
  const functionKey = key === "subnets" ? "subnetIds" : "securityGroupIds";
  const names = (network: PropertyValue | undefined, property: string): boolean =>
    isObject(network) && stringsIn(network[property]).includes(id);
  return [
    ...store
      .list("aws:ecs/service:Service", place)
      .filter(({ properties }) => properties["desiredCount"] !== 0)
      .filter(({ properties }) => names(properties["networkConfiguration"], key)),
    ...store
      .list("aws:lambda/function:Function", place)
      .filter(({ properties }) => names(properties["vpcConfig"], functionKey)),
  ];
}

/** What wears a security group. */
export function wearersOf(store: Store, place: Place, groupId: string): StoredResource[] {
  const direct = usersOf(store, place, groupId, [
    [networkInterfaceToken, "securityGroups"],
    [vpcEndpointToken, "securityGroupIds"],
    [dbInstanceToken, "vpcSecurityGroupIds"],
    [dbClusterToken, "vpcSecurityGroupIds"],
    [replicationGroupToken, "securityGroupIds"],
    ["aws:rds/proxy:Proxy", "vpcSecurityGroupIds"],
    ["aws:lb/loadBalancer:LoadBalancer", "securityGroups"],
    ["aws:apigatewayv2/vpcLink:VpcLink", "securityGroupIds"],
  ]);
  return [...direct, ...runnersIn(store, place, "securityGroups", groupId)];
}

export function textOf(properties: Properties, key: string): string {
  const value = properties[key];
  return typeof value === "string" ? value : "";
}
