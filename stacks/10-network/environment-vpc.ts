import * as aws from "@pulumi/aws";
// The whole of awsx takes four times as long to load, and this layer needs one class of it.
import { Vpc } from "@pulumi/awsx/ec2/vpc.js";
import * as pulumi from "@pulumi/pulumi";
import { tiers, type CidrPlan, type Tier } from "./cidr-plan.ts";
import { hardenVpcChild } from "./vpc-child.ts";
import type { Zone } from "./zones.ts";

export interface EnvironmentVpcArgs {
  /** Starts the name tags, such as "doc-pipeline-dev". */
  namePrefix: string;
  region: string;
  cidr: string;
  plan: CidrPlan;
  zones: readonly Zone[];
  nat: "none" | "single" | "perAz" | "regional" | "fck-nat";
  dynamodbEndpoint: boolean;
  /** Refuses to delete or replace the VPC and its subnets, in which higher layers live. */
  protect: boolean;
}

const natStrategies = {
  none: "None",
  single: "Single",
  perAz: "OnePerAz",
  regional: "None",
  "fck-nat": "None",
} as const;

/** One VPC with public, private and database subnets in each zone, and the free gateway endpoints. */
export class EnvironmentVpc extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly internetGatewayId: pulumi.Output<string>;
  readonly subnetIds: Readonly<Record<Tier, pulumi.Output<string[]>>>;
  readonly routeTableIds: Readonly<Record<Tier, pulumi.Output<string[]>>>;
  /** Addresses of the NAT gateways that awsx made. */
  readonly natPublicIps: pulumi.Output<string[]>;
  readonly s3PrefixListId: pulumi.Output<string>;
  readonly dynamodbPrefixListId: pulumi.Output<string> | undefined;

  constructor(name: string, args: EnvironmentVpcArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:10-network:EnvironmentVpc", name, {}, opts);
    const options = { parent: this };

    const vpc = createVpc();
    const routeTableIds = normalizeRouteTables();
    emptyDefaultGroup();
    const s3 = createGatewayEndpoint("s3");
    const dynamodb = args.dynamodbEndpoint ? createGatewayEndpoint("dynamodb") : undefined;

    this.vpcId = vpc.vpcId;
    this.internetGatewayId = vpc.internetGateway.apply((gateway) => gateway.id);
    this.subnetIds = {
      public: vpc.publicSubnetIds,
      private: vpc.privateSubnetIds,
      db: vpc.isolatedSubnetIds,
    };
    this.routeTableIds = routeTableIds;
    this.natPublicIps = vpc.eips.apply((addresses) => pulumi.all(addresses.map(({ publicIp }) => publicIp)));
    this.s3PrefixListId = s3.prefixListId;
    this.dynamodbPrefixListId = dynamodb?.prefixListId;
    this.registerOutputs();

    function createVpc(): Vpc {
      const { subnets, reserved } = args.plan;
      return new Vpc(
        name,
        {
          cidrBlock: args.cidr,
          enableDnsSupport: true,
          enableDnsHostnames: true,
          availabilityZoneNames: args.zones.map((zone) => zone.name),
          // "Exact" makes awsx check once more that the plan leaves no gap; pinned subnets leave gaps by nature.
          subnetStrategy: reserved === undefined ? "Auto" : "Exact",
          subnetSpecs: [
            { type: "Public", name: "public", cidrBlocks: [...subnets.public] },
            { type: "Private", name: "private", cidrBlocks: [...subnets.private] },
            { type: "Isolated", name: "db", cidrBlocks: [...subnets.db] },
            ...(reserved ?? []).map((cidrBlocks, index) => ({
              type: "Unused" as const,
              name: `reserved${index + 1}`,
              cidrBlocks: [...cidrBlocks],
            })),
          ],
          natGateways: { strategy: natStrategies[args.nat] },
        },
        { ...options, transforms: [(child) => hardenVpcChild(child, args)] },
      );
    }

    /** awsx lists its route tables zone by zone, in each zone public, private, isolated. */
    function normalizeRouteTables() {
      const ids = vpc.routeTables.apply((tables) => pulumi.all(tables.map((table) => table.id)));
      const ofTier = (tier: Tier) =>
        ids.apply((all) => all.filter((_, index) => index % tiers.length === tiers.indexOf(tier)));
      return { public: ofTier("public"), private: ofTier("private"), db: ofTier("db") };
    }

    /** The default group allows everything between its members; without rules it allows nothing (EC2.2). */
    function emptyDefaultGroup(): aws.ec2.DefaultSecurityGroup {
      return new aws.ec2.DefaultSecurityGroup(
        name,
        { vpcId: vpc.vpcId, tags: { Name: `${args.namePrefix}-default-unused` } },
        options,
      );
    }

    function createGatewayEndpoint(service: "s3" | "dynamodb"): aws.ec2.VpcEndpoint {
      return new aws.ec2.VpcEndpoint(
        service,
        {
          vpcId: vpc.vpcId,
          vpcEndpointType: "Gateway",
          serviceName: `com.amazonaws.${args.region}.${service}`,
          routeTableIds: pulumi
            .all([routeTableIds.public, routeTableIds.private, routeTableIds.db])
            .apply((lists) => lists.flat()),
          tags: { Name: `${args.namePrefix}-${service}` },
        },
        options,
      );
    }
  }
}
