import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { endpointCostMonthlyUsd, type EndpointService } from "./endpoint-services.ts";

export interface PrivateEndpointsArgs {
  services: readonly EndpointService[];
  region: string;
  namePrefix: string;
  vpcId: pulumi.Input<string>;
  /** One per zone. */
  subnetIds: pulumi.Input<string[]>;
  securityGroupId: pulumi.Input<string>;
  zoneCount: pulumi.Output<number>;
}

/** Addresses inside the VPC under which AWS services answer; private DNS lets every program find them as before. */
export class PrivateEndpoints extends pulumi.ComponentResource {
  readonly ids: Readonly<Record<string, pulumi.Output<string>>>;
  /** Whether used or not, without traffic. */
  readonly costMonthlyUsd: pulumi.Output<number>;

  constructor(name: string, args: PrivateEndpointsArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:80-harden:PrivateEndpoints", name, {}, opts);
    const endpoints = args.services.map((service) => [service, createEndpoint(this, service, args)] as const);
    this.ids = Object.fromEntries(endpoints.map(([service, { id }]) => [service, id]));
    this.costMonthlyUsd = args.zoneCount.apply((zoneCount) =>
      endpointCostMonthlyUsd({ region: args.region, serviceCount: args.services.length, zoneCount }),
    );
    this.registerOutputs();
  }
}

function createEndpoint(
  parent: PrivateEndpoints,
  service: EndpointService,
  { region, namePrefix, vpcId, subnetIds, securityGroupId }: PrivateEndpointsArgs,
): aws.ec2.VpcEndpoint {
  return new aws.ec2.VpcEndpoint(
    service,
    {
      vpcId,
      vpcEndpointType: "Interface",
      serviceName: `com.amazonaws.${region}.${service}`,
      subnetIds,
      securityGroupIds: [securityGroupId],
      privateDnsEnabled: true,
      tags: { Name: `${namePrefix}-${service}` },
    },
    { parent },
  );
}
