import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { serviceTrust } from "../../shared/policy-document.ts";
import { natInstancePolicy } from "./role-policies.ts";

export interface NatInstanceArgs {
  namePrefix: string;
  region: string;
  accountId: string;
  /** Tags for what the group launches, which the provider's default tags do not reach. */
  tags: Record<string, string>;
  vpcCidr: string;
  vpcId: pulumi.Input<string>;
  /** A public subnet. */
  subnetId: pulumi.Input<string>;
  /** Without an image the newest one of the first deployment. */
  instance: { amiId?: string | undefined; instanceType: string };
  permissionsBoundaryArn: pulumi.Input<string | undefined>;
}

/** Who publishes the images, and what they are called (https://fck-nat.dev/stable/deploying/). */
const images = { owner: "568608671756", name: "fck-nat-al2023-*-arm64-*" };

/**
 * A NAT instance (https://fck-nat.dev) that comes back by itself: a group of one takes over a fixed interface, to which
 * the routes point, and a fixed address. While it is replaced, private subnets have no way out for a minute or two.
 */
export class NatInstance extends pulumi.ComponentResource {
  readonly networkInterfaceId: pulumi.Output<string>;
  readonly publicIp: pulumi.Output<string>;

  constructor(name: string, args: NatInstanceArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:10-network:NatInstance", name, {}, opts);
    const options = { parent: this };
    const nameTag = `${args.namePrefix}-nat`;
    const tags = { Name: nameTag };

    const securityGroup = createSecurityGroup();
    const networkInterface = createInterface();
    const address = createAddress();
    const { profile, policy } = createInstanceProfile();
    const template = createLaunchTemplate();
    createGroupOfOne();

    this.networkInterfaceId = networkInterface.id;
    this.publicIp = address.publicIp;
    this.registerOutputs();

    function createSecurityGroup(): aws.ec2.SecurityGroup {
      const group = new aws.ec2.SecurityGroup(
        name,
        { vpcId: args.vpcId, description: "NAT instance", tags },
        options,
      );
      const anything = { securityGroupId: group.id, ipProtocol: "-1" };
      new aws.vpc.SecurityGroupIngressRule(
        `${name}-from-vpc`,
        { ...anything, cidrIpv4: args.vpcCidr, description: "Traffic to forward" },
        options,
      );
      new aws.vpc.SecurityGroupEgressRule(
        `${name}-to-internet`,
        { ...anything, cidrIpv4: "0.0.0.0/0", description: "Forwarded traffic" },
        options,
      );
      return group;
    }

    function createInterface(): aws.ec2.NetworkInterface {
      return new aws.ec2.NetworkInterface(
        name,
        {
          subnetId: args.subnetId,
          securityGroups: [securityGroup.id],
          sourceDestCheck: false,
          description: "Fixed inner interface of the NAT instance",
          tags,
        },
        // The instance attaches it, and a refresh would want to detach it again.
        { ...options, ignoreChanges: ["attachments"] },
      );
    }

    function createAddress(): aws.ec2.Eip {
      return new aws.ec2.Eip(name, { domain: "vpc", tags }, options);
    }

    function createInstanceProfile() {
      const role = new aws.iam.Role(
        name,
        {
          description: "Lets the NAT instance take over its interface and address",
          assumeRolePolicy: serviceTrust("ec2.amazonaws.com"),
          permissionsBoundary: args.permissionsBoundaryArn,
        },
        options,
      );
      const rolePolicy = new aws.iam.RolePolicy(
        name,
        {
          role: role.name,
          policy: address.allocationId.apply((addressId) =>
            natInstancePolicy({ ...args, addressId, nameTag }),
          ),
        },
        options,
      );
      return { profile: new aws.iam.InstanceProfile(name, { role: role.name }, options), policy: rolePolicy };
    }

    function createLaunchTemplate(): aws.ec2.LaunchTemplate {
      const userData = pulumi.interpolate`#!/bin/sh
echo "eni_id=${networkInterface.id}" > /etc/fck-nat.conf
echo "eip_id=${address.allocationId}" >> /etc/fck-nat.conf
systemctl restart fck-nat
`;
      return new aws.ec2.LaunchTemplate(
        name,
        {
          imageId: args.instance.amiId ?? findNewestImage(),
          instanceType: args.instance.instanceType,
          updateDefaultVersion: true,
          iamInstanceProfile: { arn: profile.arn },
          metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
          blockDeviceMappings: [
            { deviceName: "/dev/xvda", ebs: { volumeSize: 8, volumeType: "gp3", encrypted: "true" } },
          ],
          // An address of its own lets the instance call EC2 for the fixed one.
          networkInterfaces: [
            { deviceIndex: 0, associatePublicIpAddress: "true", securityGroups: [securityGroup.id] },
          ],
          tagSpecifications: ["instance", "network-interface", "volume"].map((resourceType) => ({
            resourceType,
            tags: { ...args.tags, ...tags },
          })),
          userData: userData.apply((text) => Buffer.from(text).toString("base64")),
          tags,
        },
        // A release of the image is no reason to replace an instance through which everything goes.
        { ...options, ignoreChanges: args.instance.amiId === undefined ? ["imageId"] : [] },
      );
    }

    function findNewestImage(): pulumi.Output<string> {
      const filters = [
        { name: "name", values: [images.name] },
        { name: "architecture", values: ["arm64"] },
      ];
      return aws.ec2.getAmiOutput({ owners: [images.owner], mostRecent: true, filters }, options).id;
    }

    function createGroupOfOne(): aws.autoscaling.Group {
      return new aws.autoscaling.Group(
        name,
        {
          minSize: 1,
          maxSize: 1,
          vpcZoneIdentifiers: [args.subnetId],
          healthCheckType: "EC2",
          launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
          // One at a time: the next instance can attach the interface only after the last one let go of it.
          instanceRefresh: { strategy: "Rolling", preferences: { minHealthyPercentage: 0 } },
          tags: Object.entries({ ...args.tags, ...tags }).map(([key, value]) => ({
            key,
            value,
            propagateAtLaunch: false,
          })),
        },
        { ...options, dependsOn: [policy] },
      );
    }
  }
}
