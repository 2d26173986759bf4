import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

function ruleEntry(direction: "Ingress" | "Egress"): Entry {
  return {
    token: `aws:vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`,
    noun: `VPC Security Group Rule`,
    service: "EC2",
    operations: {
      create: `AuthorizeSecurityGroup${direction}`,
      update: "ModifySecurityGroupRules",
      delete: `RevokeSecurityGroup${direction}`,
    },
    id: (make) => `sgr-0${make.hex(16)}`,
    outputs: (make) => ({
      arn: make.arn("ec2", `security-group-rule/${make.id}`),
      securityGroupRuleId: make.id,
    }),
    createOnly: ["securityGroupId"],
  };
}

export const entries: readonly Entry[] = [
  ruleEntry("Ingress"),
  ruleEntry("Egress"),
  {
    token: "aws:ec2/securityGroupRule:SecurityGroupRule",
    noun: "Security Group Rule",
    service: "EC2",
    operations: { create: "AuthorizeSecurityGroupIngress", delete: "RevokeSecurityGroupIngress" },
    id: (make) => `sgrule-${make.digits(10)}`,
    outputs: (make) => ({ securityGroupRuleId: `sgr-0${make.hex(16)}` }),
    createOnly: [
      "type",
      "fromPort",
      "toPort",
      "protocol",
      "securityGroupId",
      "cidrBlocks",
      "sourceSecurityGroupId",
      "self",
    ],
    deleteBeforeReplace: true,
  },
  {
    // The group is born with its VPC; the provider adopts it and takes its rules away.
    token: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    noun: "Default Security Group",
    service: "EC2",
    overwrites: true,
    id: (make) =>
      stringOf(
        make.store.get("aws:ec2/vpc:Vpc", make, stringOf(make.inputs["vpcId"]))?.properties[
          "defaultSecurityGroupId"
        ],
      ) || `sg-0${make.hex(16)}`,
    outputs: (make) => ({
      arn: make.arn("ec2", `security-group/${make.id}`),
      description: "default VPC security group",
      name: "default",
      ownerId: make.account,
    }),
    createOnly: ["vpcId"],
  },
];
