import { stringOf } from "./entry.ts";
import type { Entry, Fabrication } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:rds/subnetGroup:SubnetGroup",
    noun: "RDS DB Subnet Group",
    operations: {
      create: "CreateDBSubnetGroup",
      update: "ModifyDBSubnetGroup",
      delete: "DeleteDBSubnetGroup",
    },
    id: (make) => stringOf(make.inputs["name"]).toLowerCase(),
    outputs: (make) => ({
      arn: make.arn("rds", `subgrp:${make.id}`),
      supportedNetworkTypes: ["IPV4"],
      vpcId: vpcOfFirst(make),
    }),
    defaults: { description: "Managed by Pulumi" },
    createOnly: ["name", "namePrefix"],
    autoName: { property: "name", maxLength: 255, lowercase: true },
  },
  {
    token: "aws:rds/parameterGroup:ParameterGroup",
    noun: "RDS DB Parameter Group",
    operations: {
      create: "CreateDBParameterGroup",
      update: "ModifyDBParameterGroup",
      delete: "DeleteDBParameterGroup",
    },
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => ({ arn: make.arn("rds", `pg:${make.id}`) }),
    defaults: { description: "Managed by Pulumi", skipDestroy: false },
    createOnly: ["name", "namePrefix", "family", "description"],
    autoName: { property: "name", maxLength: 255, lowercase: true },
  },
  {
    token: "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    noun: "RDS Cluster Parameter Group",
    operations: {
      create: "CreateDBClusterParameterGroup",
      update: "ModifyDBClusterParameterGroup",
      delete: "DeleteDBClusterParameterGroup",
    },
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => ({ arn: make.arn("rds", `cluster-pg:${make.id}`) }),
    defaults: { description: "Managed by Pulumi", skipDestroy: false },
    createOnly: ["name", "namePrefix", "family", "description"],
    autoName: { property: "name", maxLength: 255, lowercase: true },
  },
];

function vpcOfFirst(make: Fabrication): string {
  const ids = make.inputs["subnetIds"];
  const first = Array.isArray(ids) ? stringOf(ids[0]) : "";
  return stringOf(make.store.get("aws:ec2/subnet:Subnet", make, first)?.properties["vpcId"]);
}
