import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:ec2/vpc:Vpc",
    noun: "EC2 VPC",
    operations: { create: "CreateVpc", update: "ModifyVpcAttribute", delete: "DeleteVpc" },
    id: (make) => `vpc-0${make.hex(16)}`,
    outputs: (make) => ({
      arn: make.arn("ec2", `vpc/${make.id}`),
      defaultNetworkAclId: `acl-0${make.hex(16, "acl")}`,
      defaultRouteTableId: `rtb-0${make.hex(16, "rtb")}`,
      defaultSecurityGroupId: `sg-0${make.hex(16, "sg")}`,
      mainRouteTableId: `rtb-0${make.hex(16, "rtb")}`,
      dhcpOptionsId: `dopt-0${make.hex(16, "dopt")}`,
      ownerId: make.account,
      enableDnsHostnames: false,
    }),
    defaults: { instanceTenancy: "default", enableDnsSupport: true },
    createOnly: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
    autoName: false,
  },
  {
    token: "aws:ec2/subnet:Subnet",
    noun: "EC2 Subnet",
    operations: { update: "ModifySubnetAttribute" },
    id: (make) => `subnet-0${make.hex(16)}`,
    outputs: (make) => ({
      arn: make.arn("ec2", `subnet/${make.id}`),
      ownerId: make.account,
      availabilityZone: `${make.region}a`,
      privateDnsHostnameTypeOnLaunch: "ip-name",
    }),
    defaults: {
      assignIpv6AddressOnCreation: false,
      mapPublicIpOnLaunch: false,
      enableDns64: false,
      ipv6Native: false,
      enableResourceNameDnsARecordOnLaunch: false,
      enableResourceNameDnsAaaaRecordOnLaunch: false,
    },
    createOnly: ["vpcId", "cidrBlock", "availabilityZone", "availabilityZoneId", "ipv6Native", "outpostArn"],
  },
  {
    token: "aws:ec2/securityGroup:SecurityGroup",
    noun: "EC2 Security Group",
    id: (make) => `sg-0${make.hex(16)}`,
    outputs: (make) => ({
      arn: make.arn("ec2", `security-group/${make.id}`),
      ownerId: make.account,
      vpcId: stringOf(
        make.store.list("aws:ec2/vpc:Vpc", make).find((it) => it.properties["isDefault"] === true)?.id,
      ),
    }),
    defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false },
    createOnly: ["name", "namePrefix", "description", "vpcId"],
    autoName: { property: "name", maxLength: 255 },
  },
];
