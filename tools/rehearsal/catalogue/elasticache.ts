import { shortRegion } from "../endpoint-names.ts";
import { hashOf } from "../property-values.ts";
import { stringOf } from "./entry.ts";
import type { Entry, Fabrication } from "./entry.ts";

/** TLS names start with "master." and "replica."; plain ones end in "ng.0001". */
function hostOf(make: Fabrication & { readonly id: string }, kind: "master" | "replica"): string {
  const zone = hashOf("elasticache", make.account, make.region).slice(0, 6);
  const tail = `${shortRegion(make.region)}.cache.amazonaws.com`;
  if (make.inputs["transitEncryptionEnabled"] === true) return `${kind}.${make.id}.${zone}.${tail}`;
  return kind === "master" ? `${make.id}.${zone}.ng.0001.${tail}` : `${make.id}-ro.${zone}.ng.0001.${tail}`;
}

function countOf(make: Fabrication): number {
  const replicas = make.inputs["replicasPerNodeGroup"];
  return typeof replicas === "number" ? replicas + 1 : Number(make.inputs["numCacheClusters"] ?? 1);
}

export const entries: readonly Entry[] = [
  {
    token: "aws:elasticache/replicationGroup:ReplicationGroup",
    noun: "ElastiCache Replication Group",
    id: (make) => stringOf(make.inputs["replicationGroupId"]),
    outputs(make) {
      const isClustered =
        make.inputs["clusterMode"] === "enabled" || Number(make.inputs["numNodeGroups"] ?? 1) > 1;
      return {
        arn: make.arn("elasticache", `replicationgroup:${make.id}`),
        atRestEncryptionEnabled: make.inputs["engine"] === "valkey",
        autoMinorVersionUpgrade: true,
        clusterEnabled: isClustered,
        clusterMode: isClustered ? "enabled" : "disabled",
        configurationEndpointAddress: isClustered
          ? hostOf(make, "master").replace(/^master\./, "clustercfg.")
          : "",
        engine: "redis",
        engineVersionActual: stringOf(make.inputs["engineVersion"]),
        ipDiscovery: "ipv4",
        maintenanceWindow: "sun:10:00-sun:11:00",
        memberClusters: Array.from(
          { length: countOf(make) },
          (_, index) => `${make.id}-${String(index + 1).padStart(3, "0")}`,
        ),
        networkType: "ipv4",
        numCacheClusters: countOf(make),
        numNodeGroups: 1,
        primaryEndpointAddress: isClustered ? "" : hostOf(make, "master"),
        readerEndpointAddress: isClustered ? "" : hostOf(make, "replica"),
        replicasPerNodeGroup: countOf(make) - 1,
        snapshotWindow: "08:00-09:00",
        transitEncryptionMode: make.inputs["transitEncryptionEnabled"] === true ? "required" : "",
      };
    },
    defaults: { automaticFailoverEnabled: false, multiAzEnabled: false, port: 6379 },
    createOnly: [
      "atRestEncryptionEnabled",
      "dataTieringEnabled",
      "globalReplicationGroupId",
      "kmsKeyId",
      "port",
      "replicationGroupId",
      "securityGroupNames",
      "snapshotArns",
      "snapshotName",
      "subnetGroupName",
      "preferredCacheClusterAzs",
      "networkType",
    ],
    autoName: { property: "replicationGroupId", maxLength: 40, lowercase: true },
  },
  {
    token: "aws:elasticache/subnetGroup:SubnetGroup",
    noun: "ElastiCache Subnet Group",
    operations: {
      create: "CreateCacheSubnetGroup",
      update: "ModifyCacheSubnetGroup",
      delete: "DeleteCacheSubnetGroup",
    },
    id: (make) => stringOf(make.inputs["name"]).toLowerCase(),
    outputs(make) {
      const ids = make.inputs["subnetIds"];
      const first = Array.isArray(ids) ? stringOf(ids[0]) : "";
      return {
        arn: make.arn("elasticache", `subnetgroup:${make.id}`),
        vpcId: stringOf(make.store.get("aws:ec2/subnet:Subnet", make, first)?.properties["vpcId"]),
      };
    },
    defaults: { description: "Managed by Pulumi" },
    createOnly: ["name"],
    autoName: { property: "name", maxLength: 255 },
  },
  {
    token: "aws:elasticache/parameterGroup:ParameterGroup",
    noun: "ElastiCache Parameter Group",
    operations: {
      create: "CreateCacheParameterGroup",
      update: "ModifyCacheParameterGroup",
      delete: "DeleteCacheParameterGroup",
    },
    id: (make) => stringOf(make.inputs["name"]).toLowerCase(),
    outputs: (make) => ({ arn: make.arn("elasticache", `parametergroup:${make.id}`) }),
    defaults: { description: "Managed by Pulumi" },
    createOnly: ["name", "family", "description"],
  },
  {
    token: "aws:elasticache/user:User",
    noun: "ElastiCache User",
    id: (make) => stringOf(make.inputs["userId"]),
    outputs: (make) => ({ arn: make.arn("elasticache", `user:${make.id}`) }),
    defaults: { noPasswordRequired: false },
    createOnly: ["userId", "userName"],
  },
  {
    token: "aws:elasticache/userGroup:UserGroup",
    noun: "ElastiCache User Group",
    id: (make) => stringOf(make.inputs["userGroupId"]),
    outputs: (make) => ({ arn: make.arn("elasticache", `usergroup:${make.id}`) }),
    createOnly: ["userGroupId"],
  },
];
