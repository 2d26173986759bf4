// Names, parents, inputs and order are those of awsx 3.9: https://github.com/pulumi/pulumi-awsx/blob/main/awsx/ec2/vpc.ts
import { isObject } from "../property-values.ts";
import type { Properties, PropertyValue } from "../property-values.ts";
import { layOutSubnets } from "./subnet-specs.ts";
import type { PlannedSubnet, SubnetSpec } from "./subnet-specs.ts";
import { planEndpoint } from "./vpc-endpoints.ts";

/** An output of another child of the component. */
export interface Reference {
  readonly child: string;
  readonly output: string;
}

export type ChildInput = PropertyValue | undefined | Reference | readonly Reference[];

export interface Child {
  readonly key: string;
  readonly type: string;
  readonly name: string;
  /** The key of another child; undefined for the component itself. */
  readonly parent?: string;
  readonly dependsOn: readonly string[];
  readonly inputs: Readonly<Record<string, ChildInput>>;
}

export interface VpcPlan {
  readonly children: readonly Child[];
  readonly subnets: readonly PlannedSubnet[];
  readonly layout: PropertyValue;
}

export class ChildReference implements Reference {
  readonly child: string;
  readonly output: string;

  constructor(child: string, output = "id") {
    this.child = child;
    this.output = output;
  }
}

/** The name of a child's key: the type's short name and the logical name. */
export function keyOf(kind: string, name: string): string {
  return `${kind}:${name}`;
}

/** What an awsx.ec2.Vpc makes of its arguments; pure, so that a test can compare it with a table. */
export function planVpc(name: string, args: Properties, zones: readonly string[]): VpcPlan {
  const nat = isObject(args["natGateways"]) ? args["natGateways"] : {};
  const natStrategy = textOf(nat["strategy"]) ?? "OnePerAz";
  const allocationIds = Array.isArray(nat["elasticIpAllocationIds"]) ? nat["elasticIpAllocationIds"] : [];
  refuseWrongEips(natStrategy, allocationIds.length, zones.length);
  if (args["ipv4IpamPoolId"] !== undefined && args["ipv4IpamPoolId"] !== null) {
    throw new Error("the stand-in AWS does not know IPAM pools, expected a cidrBlock");
  }

  const cidrBlock = textOf(args["cidrBlock"]) ?? "10.0.0.0/16";
  const specs = (Array.isArray(args["subnetSpecs"]) ? args["subnetSpecs"] : []) as unknown as SubnetSpec[];
  const subnets = layOutSubnets({
    vpcName: name,
    vpcCidr: cidrBlock,
    zones,
    specs,
    strategy: textOf(args["subnetStrategy"]) ?? "Legacy",
    nameTagStrategy: textOf(args["subnetNameTagStrategy"]) ?? "Legacy",
    ...(typeof args["availabilityZoneCidrMask"] === "number"
      ? { zoneCidrMask: args["availabilityZoneCidrMask"] }
      : {}),
  });
  refuseWrongNat(natStrategy, subnets);

  const tags = isObject(args["tags"]) ? args["tags"] : {};
  const sharedTags: Properties = { Name: name, ...tags };
  const region = args["region"] ?? undefined;
  const vpc = keyOf("vpc", name);
  const gateway = keyOf("internetGateway", name);
  const children: Child[] = [
    {
      key: vpc,
      type: "aws:ec2/vpc:Vpc",
      name,
      dependsOn: [],
      inputs: { ...vpcInputs(args), cidrBlock, tags: sharedTags },
    },
    {
      key: gateway,
      type: "aws:ec2/internetGateway:InternetGateway",
      name,
      parent: vpc,
      dependsOn: [vpc],
      inputs: { region, vpcId: new ChildReference(vpc), tags: sharedTags },
    },
  ];

  const natGateways: string[] = [];
  const routeTables: string[] = [];
  zones.forEach((zone, zoneIndex) => {
    const ofZone = subnets.filter((it) => it.zone === zone && it.type !== "Unused").sort(compareTypes);
    for (const subnet of ofZone) {
      const key = keyOf("subnet", subnet.resourceName);
      const table = keyOf("routeTable", subnet.resourceName);
      const type = subnet.type.toLowerCase();
      routeTables.push(table);
      children.push(...subnetAndTable(subnet, { region, vpc, sharedTags }));

      const makesNat =
        type === "public" &&
        (natStrategy.toLowerCase() === "oneperaz"
          ? natGateways.length < zoneIndex + 1
          : natStrategy.toLowerCase() === "single" && natGateways.length < 1);
      if (makesNat) {
        const natName = `${name}-${zoneIndex + 1}`;
        const natTags: Properties = { ...tags, Name: natName };
        const eip = keyOf("eip", natName);
        if (allocationIds.length === 0) {
          children.push({
            key: eip,
            type: "aws:ec2/eip:Eip",
            name: natName,
            parent: key,
            dependsOn: [key],
            inputs: { region, tags: natTags },
          });
        }
        const allocationId =
          allocationIds.length === 0 ? new ChildReference(eip, "allocationId") : allocationIds[zoneIndex];
        natGateways.push(keyOf("natGateway", natName));
        children.push({
          key: keyOf("natGateway", natName),
          type: "aws:ec2/natGateway:NatGateway",
          name: natName,
          parent: key,
          dependsOn: [key],
          inputs: { region, subnetId: new ChildReference(key), allocationId, tags: natTags },
        });
      }

      const target = natStrategy.toLowerCase() === "single" ? natGateways[0] : natGateways[zoneIndex];
      const exit: Record<string, ChildInput> | undefined =
        type === "public"
          ? { gatewayId: new ChildReference(gateway) }
          : type === "private" && natStrategy.toLowerCase() !== "none" && target !== undefined
            ? { natGatewayId: new ChildReference(target) }
            : undefined;
      if (exit !== undefined) {
        children.push({
          key: keyOf("route", subnet.resourceName),
          type: "aws:ec2/route:Route",
          name: subnet.resourceName,
          parent: table,
          dependsOn: [table],
          inputs: {
            region,
            routeTableId: new ChildReference(table),
            ...exit,
            destinationCidrBlock: "0.0.0.0/0",
          },
        });
      }
    }
  });

  const endpoints = Array.isArray(args["vpcEndpointSpecs"]) ? args["vpcEndpointSpecs"].filter(isObject) : [];
  const isAuto = args["vpcEndpointStrategy"] === "Auto";
  for (const spec of endpoints) {
    children.push(...planEndpoint({ spec, isAuto, vpc, region, sharedTags, routeTables, subnets, zones }));
  }
  return { children, subnets, layout: specs.map(layoutOf) };
}

const vpcArguments = [
  "assignGeneratedIpv6CidrBlock",
  "enableDnsHostnames",
  "enableDnsSupport",
  "enableNetworkAddressUsageMetrics",
  "instanceTenancy",
  "ipv6CidrBlock",
  "ipv6CidrBlockNetworkBorderGroup",
  "ipv6IpamPoolId",
  "ipv6NetmaskLength",
  "region",
];

function vpcInputs(args: Properties): Properties {
  return Object.fromEntries(
    vpcArguments.flatMap((key) => (args[key] === undefined || args[key] === null ? [] : [[key, args[key]]])),
  );
}

function subnetAndTable(
  subnet: PlannedSubnet,
  { region, vpc, sharedTags }: { region: PropertyValue | undefined; vpc: string; sharedTags: Properties },
): Child[] {
  const key = keyOf("subnet", subnet.resourceName);
  const table = keyOf("routeTable", subnet.resourceName);
  const marks = { Name: subnet.nameTag, SubnetType: subnet.type };
  return [
    {
      key,
      type: "aws:ec2/subnet:Subnet",
      name: subnet.resourceName,
      parent: vpc,
      dependsOn: [vpc],
      inputs: {
        region,
        vpcId: new ChildReference(vpc),
        availabilityZone: subnet.zone,
        mapPublicIpOnLaunch: subnet.type.toLowerCase() === "public",
        cidrBlock: subnet.cidrBlock,
        assignIpv6AddressOnCreation: subnet.spec.assignIpv6AddressOnCreation ?? false,
        tags: { ...sharedTags, ...subnet.spec.tags, ...marks },
      },
    },
    {
      key: table,
      type: "aws:ec2/routeTable:RouteTable",
      name: subnet.resourceName,
      parent: key,
      dependsOn: [key],
      inputs: { region, vpcId: new ChildReference(vpc), tags: { ...sharedTags, ...marks } },
    },
    {
      key: keyOf("routeTableAssociation", subnet.resourceName),
      type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
      name: subnet.resourceName,
      parent: table,
      dependsOn: [table],
      inputs: { region, routeTableId: new ChildReference(table), subnetId: new ChildReference(key) },
    },
  ];
}

const typeOrder = ["public", "private", "isolated"];

function compareTypes(a: PlannedSubnet, b: PlannedSubnet): number {
  return typeOrder.indexOf(a.type.toLowerCase()) - typeOrder.indexOf(b.type.toLowerCase());
}

function layoutOf(spec: SubnetSpec): Properties {
  const { name, cidrBlocks, cidrMask, size, type } = spec;
  return {
    ...(name === undefined ? {} : { name }),
    ...(cidrBlocks === undefined ? {} : { cidrBlocks: [...cidrBlocks] }),
    ...(cidrMask === undefined ? {} : { cidrMask }),
    ...(size === undefined ? {} : { size }),
    type,
  };
}

function refuseWrongEips(strategy: string, eips: number, zones: number): void {
  switch (strategy.toLowerCase()) {
    case "none":
      if (eips > 0)
        throw new Error(
          `Elastic IP allocation IDs cannot be specified when NAT Gateway strategy is '${strategy}'.`,
        );
      return;
    case "single":
      if (eips > 1)
        throw new Error(
          `Exactly one Elastic IP may be specified when NAT Gateway strategy is '${strategy}'.`,
        );
      return;
    case "oneperaz":
      if (eips > 0 && eips !== zones) {
        throw new Error(
          `The number of Elastic IPs, if specified, must match the number of availability zones for the VPC (${zones}) when NAT Gateway strategy is '${strategy}'`,
        );
      }
      return;
    default:
      throw new Error(`Unknown NatGatewayStrategy '${strategy}'`);
  }
}

function refuseWrongNat(strategy: string, subnets: readonly PlannedSubnet[]): void {
  if (strategy.toLowerCase() === "none") return;
  const types = new Set(subnets.map((subnet) => subnet.type.toLowerCase()));
  if (types.has("public") && (types.has("private") || types.has("isolated"))) return;
  throw new Error(
    "If NAT Gateway strategy is 'OnePerAz' or 'Single', public subnets must be declared to host the NAT Gateway resource, along with private or isolated subnets to route through it.",
  );
}

function textOf(value: PropertyValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
