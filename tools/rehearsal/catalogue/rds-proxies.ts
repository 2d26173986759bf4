import { hostOf } from "../database-outputs.ts";
import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:rds/proxy:Proxy",
    noun: "RDS DB Proxy",
    operations: { create: "CreateDBProxy", update: "ModifyDBProxy", delete: "DeleteDBProxy" },
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => ({
      arn: make.arn("rds", `db-proxy:prx-${make.hex(17)}`),
      endpoint: hostOf(make, make.id, "proxy-"),
      defaultAuthScheme: "NONE",
      endpointNetworkType: "IPV4",
      idleClientTimeout: 1800,
      targetConnectionNetworkType: "IPV4",
    }),
    createOnly: ["engineFamily", "vpcSubnetIds"],
    autoName: { property: "name", maxLength: 63 },
  },
  {
    token: "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup",
    noun: "RDS DB Proxy Default Target Group",
    operations: { create: "ModifyDBProxyTargetGroup", update: "ModifyDBProxyTargetGroup" },
    id: (make) => stringOf(make.inputs["dbProxyName"]),
    outputs: (make) => ({ arn: make.arn("rds", `target-group:prx-tg-${make.hex(17)}`), name: "default" }),
    createOnly: ["dbProxyName"],
  },
  {
    token: "aws:rds/proxyTarget:ProxyTarget",
    noun: "RDS DB Proxy Target",
    operations: { create: "RegisterDBProxyTargets", delete: "DeregisterDBProxyTargets" },
    id: (make) =>
      [
        make.inputs["dbProxyName"],
        make.inputs["targetGroupName"],
        make.inputs["dbInstanceIdentifier"] === undefined ? "TRACKED_CLUSTER" : "RDS_INSTANCE",
        make.inputs["dbInstanceIdentifier"] ?? make.inputs["dbClusterIdentifier"],
      ].join("/"),
    outputs: (make) => ({
      endpoint: hostOf(
        make,
        stringOf(make.inputs["dbInstanceIdentifier"] ?? make.inputs["dbClusterIdentifier"]),
      ),
      port: 5432,
      rdsResourceId: stringOf(make.inputs["dbInstanceIdentifier"] ?? make.inputs["dbClusterIdentifier"]),
      trackedClusterId: stringOf(make.inputs["dbClusterIdentifier"]),
      type: make.inputs["dbInstanceIdentifier"] === undefined ? "TRACKED_CLUSTER" : "RDS_INSTANCE",
    }),
    createOnly: ["dbProxyName", "targetGroupName", "dbInstanceIdentifier", "dbClusterIdentifier"],
  },
];
