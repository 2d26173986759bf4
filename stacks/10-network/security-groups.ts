import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { isFrontDoor, type GroupName, type Peer, type Rule } from "./security-rules.ts";

export interface SecurityGroupsArgs {
  namePrefix: string;
  vpcId: pulumi.Input<string>;
  groups: readonly GroupName[];
  rules: readonly Rule[];
  /** Address lists of the gateway endpoints. */
  prefixListIds: Readonly<Record<"s3" | "dynamodb", pulumi.Input<string> | undefined>>;
  protect: boolean;
}

/** AWS replaces a group whose description changes, and a replaced group cuts off every layer above: never edit these. */
const descriptions: Readonly<Record<GroupName, string>> = {
  alb: "Load balancers",
  albCloudFront: "Load balancers behind CloudFront",
  app: "Containers of services, workers and migrations",
  db: "Databases and their proxies",
  cache: "Caches",
  lambda: "Functions in the VPC",
  vpcEndpoints: "Interface endpoints of AWS services",
  vpcLink: "Link of API Gateway into the VPC",
};

/** Declares a way in from the internet: a rule without it that lets everybody in breaks a policy (tools/policy). */
const frontDoorTag = { FrontDoor: "internet" };

/** All security groups of the environment, with a resource for each rule so that rules change without touching a group. */
export class SecurityGroups extends pulumi.ComponentResource {
  readonly ids: Readonly<Record<Exclude<GroupName, "albCloudFront">, pulumi.Output<string>>> & {
    readonly albCloudFront?: pulumi.Output<string>;
  };

  constructor(name: string, args: SecurityGroupsArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:10-network:SecurityGroups", name, {}, opts);
    const options = { parent: this };

    const ids = Object.fromEntries(args.groups.map((group) => [group, createGroup(group).id])) as Record<
      GroupName,
      pulumi.Output<string>
    >;
    for (const rule of args.rules) createRule(rule);

    this.ids = ids;
    this.registerOutputs();

    function createGroup(group: GroupName): aws.ec2.SecurityGroup {
      return new aws.ec2.SecurityGroup(
        group,
        {
          vpcId: args.vpcId,
          description: descriptions[group],
          tags: { Name: `${args.namePrefix}-${group}` },
        },
        { ...options, protect: args.protect },
      );
    }

    function createRule(rule: Rule): void {
      const Resource =
        rule.direction === "ingress" ? aws.vpc.SecurityGroupIngressRule : aws.vpc.SecurityGroupEgressRule;
      new Resource(
        rule.name,
        {
          securityGroupId: ids[rule.group],
          ipProtocol: "tcp",
          fromPort: rule.port,
          toPort: rule.port,
          description: rule.name,
          ...peerOf(rule.peer),
          ...(isFrontDoor(rule) && { tags: frontDoorTag }),
        },
        options,
      );
    }

    function peerOf(peer: Peer) {
      if ("cidr" in peer) return { cidrIpv4: peer.cidr };
      if ("group" in peer) return { referencedSecurityGroupId: ids[peer.group] };
      if (peer.prefixList === "cloudfront") return { prefixListId: findCloudFrontList() };
      return { prefixListId: args.prefixListIds[peer.prefixList]! };
    }

    function findCloudFrontList(): pulumi.Output<string> {
      const name = "com.amazonaws.global.cloudfront.origin-facing";
      return aws.ec2.getManagedPrefixListOutput({ name }, options).id;
    }
  }
}
