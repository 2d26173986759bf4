import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EnvironmentVpc } from "./environment-vpc.ts";
import { NatInstance } from "./nat-instance.ts";
import type { NatInstanceArgs } from "./nat-instance.ts";
import type { Zone } from "./zones.ts";

export interface WayOutArgs extends Omit<NatInstanceArgs, "vpcId" | "subnetId" | "instance"> {
  vpc: EnvironmentVpc;
  zones: readonly Zone[];
  nat: "none" | "single" | "perAz" | "regional" | "fck-nat";
  natInstance: NatInstanceArgs["instance"];
}

/** The private subnets' way to the internet where awsx has none: a regional NAT gateway or a NAT instance. */
export class WayOut extends pulumi.ComponentResource {
  readonly publicIps: pulumi.Output<string[]>;

  constructor(name: string, args: WayOutArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:10-network:WayOut", name, {}, opts);
    const options = { parent: this };

    if (args.nat === "regional") {
      this.publicIps = createRegionalGateway();
    } else if (args.nat === "fck-nat") {
      this.publicIps = createNatInstance(args.natInstance);
    } else {
      this.publicIps = args.vpc.natPublicIps;
    }
    this.registerOutputs();

    /** Its addresses are given, one per zone, because a partner's allow-list must not change when AWS scales it. */
    function createRegionalGateway(): pulumi.Output<string[]> {
      const addresses = args.zones.map(
        (_, index) =>
          new aws.ec2.Eip(
            `regional-nat-${index + 1}`,
            { domain: "vpc", tags: { Name: `${args.namePrefix}-nat-${index + 1}` } },
            options,
          ),
      );
      const gateway = new aws.ec2.NatGateway(
        "regional-nat",
        {
          availabilityMode: "regional",
          connectivityType: "public",
          // The gateway needs the internet gateway, and nothing else would make it wait.
          vpcId: pulumi.all([args.vpc.vpcId, args.vpc.internetGatewayId]).apply(([vpcId]) => vpcId),
          availabilityZoneAddresses: args.zones.map((zone, index) => ({
            availabilityZone: zone.name,
            allocationIds: [addresses[index]!.allocationId],
          })),
          tags: { Name: `${args.namePrefix}-nat` },
        },
        options,
      );
      createRoutes({ natGatewayId: gateway.id });
      return pulumi.all(addresses.map(({ publicIp }) => publicIp));
    }

    function createNatInstance(instance: NatInstanceArgs["instance"]): pulumi.Output<string[]> {
      const nat = new NatInstance(
        "nat-instance",
        {
          ...args,
          vpcId: args.vpc.vpcId,
          subnetId: args.vpc.subnetIds.public.apply((ids) => ids[0]!),
          instance,
        },
        options,
      );
      createRoutes({ networkInterfaceId: nat.networkInterfaceId });
      return pulumi.all([nat.publicIp]);
    }

    /**
     * Two halves instead of one default route: awsx owns 0.0.0.0/0 of these tables under its own strategies, and
     * switching between its NAT and ours would create the same route before the old one is gone, which EC2 refuses.
     */
    function createRoutes(
      target: { natGatewayId: pulumi.Input<string> } | { networkInterfaceId: pulumi.Input<string> },
    ) {
      for (const index of args.zones.keys()) {
        for (const [half, destinationCidrBlock] of [
          ["low", "0.0.0.0/1"],
          ["high", "128.0.0.0/1"],
        ] as const) {
          new aws.ec2.Route(
            `private-${index + 1}-${half}`,
            {
              routeTableId: args.vpc.routeTableIds.private.apply((ids) => ids[index]!),
              destinationCidrBlock,
              ...target,
            },
            options,
          );
        }
      }
    }
  }
}
