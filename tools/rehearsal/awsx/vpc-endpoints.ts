import type { Properties, PropertyValue } from "../property-values.ts";
import type { PlannedSubnet } from "./subnet-specs.ts";
import { ChildReference, keyOf } from "./vpc-plan.ts";
import type { Child, ChildInput } from "./vpc-plan.ts";

export interface EndpointRequest {
  readonly spec: Properties;
  /** Whether awsx fills in subnets, route tables and a security group. */
  readonly isAuto: boolean;
  readonly vpc: string;
  readonly region: PropertyValue | undefined;
  readonly sharedTags: Properties;
  readonly routeTables: readonly string[];
  readonly subnets: readonly PlannedSubnet[];
  readonly zones: readonly string[];
}

const passedThrough = [
  "autoAccept",
  "dnsOptions",
  "ipAddressType",
  "policy",
  "privateDnsEnabled",
  "resourceConfigurationArn",
  "routeTableIds",
  "securityGroupIds",
  "serviceName",
  "serviceNetworkArn",
  "serviceRegion",
  "subnetConfigurations",
  "subnetIds",
  "vpcEndpointType",
];

/** One endpoint of an awsx.ec2.Vpc, with the security group that awsx adds to an interface endpoint without one. */
export function planEndpoint(request: EndpointRequest): Child[] {
  const { spec, vpc, sharedTags } = request;
  const name = String(spec["serviceName"]);
  const region = spec["region"] ?? request.region;
  const type =
    typeof spec["vpcEndpointType"] === "string" ? spec["vpcEndpointType"].toLowerCase() : "gateway";
  const tags = { ...sharedTags, ...(spec["tags"] as Properties | undefined) };
  const inputs: Record<string, ChildInput> = { region, tags, vpcId: new ChildReference(vpc) };
  for (const key of passedThrough) if (spec[key] !== undefined && spec[key] !== null) inputs[key] = spec[key];

  const children: Child[] = [];
  if (request.isAuto && type === "gateway" && inputs["routeTableIds"] === undefined) {
    inputs["routeTableIds"] = request.routeTables.map((table) => new ChildReference(table));
  }
  if (request.isAuto && type === "interface") {
    inputs["privateDnsEnabled"] ??= true;
    if (inputs["subnetConfigurations"] === undefined) inputs["subnetIds"] ??= onePerZone(request);
    if (inputs["securityGroupIds"] === undefined) {
      const group = keyOf("securityGroup", `${name}-sg`);
      inputs["securityGroupIds"] = [new ChildReference(group)];
      children.push(...endpointGroup(name, group, vpc, region, tags));
    }
  }
  children.push({
    key: keyOf("vpcEndpoint", name),
    type: "aws:ec2/vpcEndpoint:VpcEndpoint",
    name,
    parent: vpc,
    dependsOn: [vpc],
    inputs,
  });
  return children;
}

/** Private before isolated before public. */
function onePerZone({ subnets, zones }: EndpointRequest): ChildReference[] {
  return zones.flatMap((zone) => {
    const ofZone = subnets.filter((subnet) => subnet.zone === zone);
    const chosen = ["private", "isolated", "public"]
      .map((type) => ofZone.find((subnet) => subnet.type.toLowerCase() === type))
      .find((subnet) => subnet !== undefined);
    return chosen === undefined ? [] : [new ChildReference(keyOf("subnet", chosen.resourceName))];
  });
}

function endpointGroup(
  name: string,
  group: string,
  vpc: string,
  region: PropertyValue | undefined,
  tags: Properties,
): Child[] {
  return [
    {
      key: group,
      type: "aws:ec2/securityGroup:SecurityGroup",
      name: `${name}-sg`,
      parent: vpc,
      dependsOn: [vpc],
      inputs: { region, vpcId: new ChildReference(vpc), tags },
    },
    {
      key: keyOf("securityGroupRule", `${name}-ingress`),
      type: "aws:ec2/securityGroupRule:SecurityGroupRule",
      name: `${name}-ingress`,
      parent: vpc,
      dependsOn: [group],
      inputs: {
        region,
        type: "ingress",
        securityGroupId: new ChildReference(group),
        protocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrBlocks: [new ChildReference(vpc, "cidrBlock")],
      },
    },
  ];
}
