import {
  databaseDefaults,
  fullVersion,
  hostOf,
  hostedZoneOf,
  keepFinalSnapshot,
  keyOf,
  masterSecrets,
  portOf,
} from "../database-outputs.ts";
import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:rds/cluster:Cluster",
    noun: "RDS Cluster",
    operations: { create: "CreateDBCluster", update: "ModifyDBCluster", delete: "DeleteDBCluster" },
    id: (make) => stringOf(make.inputs["clusterIdentifier"]) || `tf-${make.digits(26)}`,
    outputs: (make) => ({
      ...databaseDefaults,
      arn: make.arn("rds", `cluster:${make.id}`),
      availabilityZones: [`${make.region}a`, `${make.region}b`, `${make.region}c`],
      backupRetentionPeriod: 1,
      clusterIdentifier: make.id,
      clusterResourceId: `cluster-${make.letters(26)}`,
      clusterScalabilityType: "standard",
      endpoint: hostOf(make, make.id, "cluster-"),
      readerEndpoint: hostOf(make, make.id, "cluster-ro-"),
      engineVersionActual: fullVersion(make),
      hostedZoneId: hostedZoneOf(make),
      kmsKeyId: keyOf(make),
      masterUserSecrets: masterSecrets(make, "cluster"),
      port: portOf(make),
      preferredBackupWindow: "08:11-08:41",
      preferredMaintenanceWindow: "sun:10:00-sun:10:30",
      upgradeRolloutOrder: "last",
    }),
    defaults: {
      copyTagsToSnapshot: false,
      deleteAutomatedBackups: true,
      enableGlobalWriteForwarding: false,
      enableHttpEndpoint: false,
      engineMode: "provisioned",
      skipFinalSnapshot: false,
    },
    createOnly: [
      "availabilityZones",
      "clusterIdentifier",
      "clusterIdentifierPrefix",
      "databaseName",
      "dbSubnetGroupName",
      "engine",
      "engineMode",
      "kmsKeyId",
      "masterUsername",
      "snapshotIdentifier",
      "sourceRegion",
      "storageEncrypted",
      "dbSystemId",
    ],
    mutable: ["storageType"],
    remains: keepFinalSnapshot,
  },
  {
    token: "aws:rds/clusterInstance:ClusterInstance",
    noun: "RDS Cluster Instance",
    operations: { create: "CreateDBInstance", update: "ModifyDBInstance", delete: "DeleteDBInstance" },
    id: (make) => stringOf(make.inputs["identifier"]) || `tf-${make.digits(26)}`,
    outputs(make) {
      const cluster =
        make.store.get("aws:rds/cluster:Cluster", make, stringOf(make.inputs["clusterIdentifier"]))
          ?.properties ?? {};
      return {
        arn: make.arn("rds", `db:${make.id}`),
        availabilityZone: `${make.region}a`,
        caCertIdentifier: "rds-ca-rsa2048-g1",
        dbiResourceId: `db-${make.letters(26)}`,
        dbSubnetGroupName: cluster["dbSubnetGroupName"],
        endpoint: hostOf(make, make.id),
        engineVersion: cluster["engineVersion"],
        engineVersionActual: cluster["engineVersionActual"],
        identifier: make.id,
        kmsKeyId: cluster["kmsKeyId"],
        networkType: "IPV4",
        port: cluster["port"],
        storageEncrypted: cluster["storageEncrypted"] ?? false,
        writer: make.store
          .list("aws:rds/clusterInstance:ClusterInstance", make)
          .every((it) => it.properties["clusterIdentifier"] !== make.inputs["clusterIdentifier"]),
      };
    },
    defaults: {
      autoMinorVersionUpgrade: true,
      copyTagsToSnapshot: false,
      forceDestroy: false,
      monitoringInterval: 0,
      promotionTier: 0,
    },
    createOnly: [
      "availabilityZone",
      "clusterIdentifier",
      "dbSubnetGroupName",
      "engine",
      "identifier",
      "identifierPrefix",
    ],
  },
];
