import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AclEntry, AclPlan } from "./subnet-rules.ts";

export interface SubnetFiltersArgs {
  plan: readonly AclPlan[];
  namePrefix: string;
  vpcId: pulumi.Input<string>;
  vpcCidr: pulumi.Input<string>;
  subnetIds: Readonly<Record<AclPlan["tier"], pulumi.Input<string[]>>>;
}

/** Network ACLs of whole tiers of subnets; without one a subnet goes back to the VPC's own, which lets all pass. */
export class SubnetFilters extends pulumi.ComponentResource {
  constructor(name: string, args: SubnetFiltersArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:80-harden:SubnetFilters", name, {}, opts);
    for (const { tier, ingress, egress } of args.plan) {
      new aws.ec2.NetworkAcl(
        tier,
        {
          vpcId: args.vpcId,
          subnetIds: args.subnetIds[tier],
          ingress: ingress.map(describe),
          egress: egress.map(describe),
          tags: { Name: `${args.namePrefix}-${tier}` },
        },
        { parent: this },
      );
    }
    this.registerOutputs();

    function describe({ from, ...entry }: AclEntry) {
      return { ...entry, cidrBlock: from === "vpc" ? args.vpcCidr : from };
    }
  }
}
