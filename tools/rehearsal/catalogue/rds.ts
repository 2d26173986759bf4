import { stringOf } from "./entry.ts";
import type { Entry, Fabrication } from "./entry.ts";

/** Every endpoint of one account in one region shares this label. */
function endpointOf(make: Fabrication, label: string): string {
  return `${label}.${make.hex(12, "endpoint")}.${make.region}.rds.amazonaws.com`;
}

/** The secret that RDS makes with manageMasterUserPassword. */
function managedSecrets(make: Fabrication, kind: "db" | "cluster") {
  if (make.inputs["manageMasterUserPassword"] !== true) return [];
  const uuid = make.hex(32, "secret").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return [
    {
      secretArn: make.arn("secretsmanager", `secret:rds!${kind}-${uuid}-${make.letters(6, "secret")}`),
      secretStatus: "active",
      kmsKeyId: stringOf(make.inputs["masterUserSecretKmsKeyId"]),
    },
  ];
}

export const entries: readonly Entry[] = [
  {
    token: "aws:rds/instance:Instance",
    noun: "RDS DB Instance",
    service: "RDS",
    operations: { create: "CreateDBInstance", update: "ModifyDBInstance", delete: "DeleteDBInstance" },
    id: (make) => `db-${make.letters(26, "resource")}`,
    outputs: (make) => {
      const identifier = stringOf(make.inputs["identifier"]);
      const address = endpointOf(make, identifier);
      const port = make.inputs["port"] ?? 5432;
      return {
        arn: make.arn("rds", `db:${identifier}`),
        resourceId: make.id,
        address,
        port,
        endpoint: `${address}:${String(port)}`,
        hostedZoneId: "Z2R2ITUGPM61AM",
        status: "available",
        masterUserSecrets: managedSecrets(make, "db"),
      };
    },
    defaults: { applyImmediately: false, publiclyAccessible: false, skipFinalSnapshot: false },
    createOnly: [
      "availabilityZone",
      "dbName",
      "engine",
      "kmsKeyId",
      "storageEncrypted",
      "username",
      "snapshotIdentifier",
    ],
    mutable: ["identifier"],
    autoName: { property: "identifier", maxLength: 63, lowercase: true },
  },
  {
    token: "aws:rds/cluster:Cluster",
    noun: "RDS Cluster",
    service: "RDS",
    operations: { create: "CreateDBCluster", update: "ModifyDBCluster", delete: "DeleteDBCluster" },
    id: (make) => stringOf(make.inputs["clusterIdentifier"]),
    outputs: (make) => ({
      arn: make.arn("rds", `cluster:${make.id}`),
      clusterResourceId: `cluster-${make.letters(26, "resource")}`,
      endpoint: endpointOf(make, `${make.id}.cluster`).replace(".cluster.", ".cluster-"),
      readerEndpoint: endpointOf(make, `${make.id}.cluster`).replace(".cluster.", ".cluster-ro-"),
      port: make.inputs["port"] ?? 5432,
      hostedZoneId: "Z2R2ITUGPM61AM",
      masterUserSecrets: managedSecrets(make, "cluster"),
    }),
    defaults: { engineMode: "provisioned", skipFinalSnapshot: false },
    createOnly: [
      "clusterIdentifier",
      "databaseName",
      "engineMode",
      "kmsKeyId",
      "masterUsername",
      "storageEncrypted",
    ],
    autoName: { property: "clusterIdentifier", maxLength: 63, lowercase: true },
  },
  {
    token: "aws:rds/clusterInstance:ClusterInstance",
    noun: "RDS Cluster Instance",
    service: "RDS",
    operations: { create: "CreateDBInstance", update: "ModifyDBInstance", delete: "DeleteDBInstance" },
    id: (make) => stringOf(make.inputs["identifier"]),
    outputs: (make) => ({
      arn: make.arn("rds", `db:${make.id}`),
      dbiResourceId: `db-${make.letters(26, "resource")}`,
      endpoint: endpointOf(make, make.id),
    }),
    createOnly: ["clusterIdentifier", "engine"],
    mutable: ["identifier"],
    autoName: { property: "identifier", maxLength: 63, lowercase: true },
  },
  {
    token: "aws:rds/subnetGroup:SubnetGroup",
    noun: "RDS DB Subnet Group",
    service: "RDS",
    outputs: (make) => ({ arn: make.arn("rds", `subgrp:${make.id}`), vpcId: `vpc-0${make.hex(16, "vpc")}` }),
    createOnly: ["name"],
    autoName: { property: "name", maxLength: 255, lowercase: true },
  },
  {
    token: "aws:rds/parameterGroup:ParameterGroup",
    noun: "RDS DB Parameter Group",
    service: "RDS",
    outputs: (make) => ({ arn: make.arn("rds", `pg:${make.id}`) }),
    createOnly: ["name", "family", "description"],
    autoName: { property: "name", maxLength: 255, lowercase: true },
  },
  {
    token: "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    noun: "RDS Cluster Parameter Group",
    service: "RDS",
    outputs: (make) => ({ arn: make.arn("rds", `cluster-pg:${make.id}`) }),
    createOnly: ["name", "family", "description"],
    autoName: { property: "name", maxLength: 255, lowercase: true },
  },
  {
    token: "aws:rds/proxy:Proxy",
    noun: "RDS DB Proxy",
    service: "RDS",
    outputs: (make) => ({
      arn: make.arn("rds", `db-proxy:prx-0${make.hex(16, "proxy")}`),
      endpoint: endpointOf(make, `${make.id}.proxy`).replace(".proxy.", ".proxy-"),
    }),
    createOnly: ["name", "engineFamily", "vpcSubnetIds"],
  },
];
