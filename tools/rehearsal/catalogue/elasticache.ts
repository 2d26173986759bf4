import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:elasticache/replicationGroup:ReplicationGroup",
    noun: "ElastiCache Replication Group",
    id: (make) => stringOf(make.inputs["replicationGroupId"]),
    outputs: (make) => {
      const nodes = Number(make.inputs["numCacheClusters"] ?? 1);
      // With TLS the names differ from those without.
      const host = (role: string) =>
        make.inputs["transitEncryptionEnabled"] === true
          ? `${role}.${make.id}.${make.hex(6, "endpoint")}.use1.cache.amazonaws.com`
          : `${make.id}${role === "replica" ? "-ro" : ""}.${make.hex(6, "endpoint")}.ng.0001.use1.cache.amazonaws.com`;
      return {
        arn: make.arn("elasticache", `replicationgroup:${make.id}`),
        clusterEnabled: false,
        engineVersionActual: stringOf(make.inputs["engineVersion"]),
        memberClusters: Array.from({ length: nodes }, (_, node) => `${make.id}-00${node + 1}`),
        primaryEndpointAddress: host("master"),
        readerEndpointAddress: host("replica"),
      };
    },
    createOnly: ["replicationGroupId", "subnetGroupName", "atRestEncryptionEnabled", "kmsKeyId", "port"],
    autoName: { property: "replicationGroupId", maxLength: 40, lowercase: true },
  },
  {
    token: "aws:elasticache/userGroup:UserGroup",
    noun: "ElastiCache User Group",
    id: (make) => stringOf(make.inputs["userGroupId"]),
    outputs: (make) => ({ arn: make.arn("elasticache", `usergroup:${make.id}`) }),
    createOnly: ["userGroupId"],
    autoName: false,
  },
];
