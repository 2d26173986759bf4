import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:ec2/networkAcl:NetworkAcl",
    noun: "EC2 Network ACL",
    operations: { create: "CreateNetworkAcl", update: "ReplaceNetworkAclEntry", delete: "DeleteNetworkAcl" },
    id: (make) => `acl-0${make.hex(16)}`,
    outputs: (make) => ({ arn: make.arn("ec2", `network-acl/${make.id}`), ownerId: make.account }),
    createOnly: ["vpcId"],
  },
];
