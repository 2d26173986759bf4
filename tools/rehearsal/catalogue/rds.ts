import { hashOf } from "../property-values.ts";
import { stringOf, uuidOf } from "./entry.ts";
import type { Entry, Fabrication } from "./entry.ts";

const ports: Readonly<Record<string, number>> = {
  postgres: 5432,
  "aurora-postgresql": 5432,
  mysql: 3306,
  "aurora-mysql": 3306,
  mariadb: 3306,
};

/** The twelve characters that stand in all host names of one account and region. */
function zoneOf(make: Fabrication): string {
  return `c${hashOf("rds", make.account, make.region).slice(0, 11)}`;
}

function hostOf(make: Fabrication, identifier: string, kind = ""): string {
  return `${identifier}.${kind}${zoneOf(make)}.${make.region}.rds.amazonaws.com`;
}

function portOf(make: Fabrication): number {
  return Number(make.inputs["port"] ?? ports[stringOf(make.inputs["engine"])] ?? 5432);
}

/** The managed master secret has user name and password only. */
function masterSecrets(
  make: Fabrication,
  kind: "db" | "cluster",
): { kmsKeyId: string; secretArn: string; secretStatus: string }[] {
  if (make.inputs["manageMasterUserPassword"] !== true) return [];
  const key =
    stringOf(make.inputs["masterUserSecretKmsKeyId"]) ||
    make.arn("kms", `key/${uuidOf(make, "aws/secretsmanager")}`);
  return [
    {
      kmsKeyId: key,
      secretArn: make.arn(
        "secretsmanager",
        `secret:rds!${kind}-${uuidOf(make, "master")}-${make.letters(6, "master")}`,
      ),
      secretStatus: "active",
    },
  ];
}

function keyOf(make: Fabrication): string {
  return make.inputs["storageEncrypted"] === true ? make.arn("kms", `key/${uuidOf(make, "aws/rds")}`) : "";
}

/** "16" becomes the newest minor version that AWS would choose. */
function fullVersion(make: Fabrication): string {
  const version = stringOf(make.inputs["engineVersion"]);
  return /^\d+$/.test(version)
    ? `${version}.${stringOf(make.inputs["engine"]).startsWith("aurora") ? 8 : 10}`
    : version;
}

const common = {
  backupRetentionPeriod: 0,
  caCertIdentifier: "rds-ca-rsa2048-g1",
  databaseInsightsMode: "standard",
  engineLifecycleSupport: "open-source-rds-extended-support",
  networkType: "IPV4",
};

export const entries: readonly Entry[] = [
  {
    token: "aws:rds/instance:Instance",
    noun: "RDS DB Instance",
    operations: { create: "CreateDBInstance", update: "ModifyDBInstance", delete: "DeleteDBInstance" },
    id: (make) => `db-${make.letters(26)}`,
    outputs(make) {
      const identifier = stringOf(make.inputs["identifier"]);
      const address = hostOf(make, identifier);
      return {
        ...common,
        address,
        arn: make.arn("rds", `db:${identifier}`),
        availabilityZone: `${make.region}a`,
        backupTarget: "region",
        backupWindow: "08:11-08:41",
        endpoint: `${address}:${portOf(make)}`,
        engineVersionActual: fullVersion(make),
        hostedZoneId: `Z${hashOf("rds zone", make.region).slice(0, 13).toUpperCase()}`,
        kmsKeyId: keyOf(make),
        licenseModel: "postgresql-license",
        maintenanceWindow: "sun:10:00-sun:10:30",
        masterUserSecrets: masterSecrets(make, "db"),
        optionGroupName: `default:${stringOf(make.inputs["engine"])}-${stringOf(make.inputs["engineVersion"]).split(".")[0]}`,
        parameterGroupName: `default.${stringOf(make.inputs["engine"])}${stringOf(make.inputs["engineVersion"]).split(".")[0]}`,
        port: portOf(make),
        resourceId: make.id,
        status: "available",
        storageType: "gp2",
      };
    },
    defaults: {
      autoMinorVersionUpgrade: true,
      copyTagsToSnapshot: false,
      deleteAutomatedBackups: true,
      monitoringInterval: 0,
      performanceInsightsEnabled: false,
      publiclyAccessible: false,
      skipFinalSnapshot: false,
    },
    createOnly: [
      "availabilityZone",
      "characterSetName",
      "dbName",
      "engine",
      "kmsKeyId",
      "snapshotIdentifier",
      "storageEncrypted",
      "timezone",
      "username",
      "backupTarget",
      "customIamInstanceProfile",
      "ncharCharacterSetName",
    ],
    autoName: { property: "identifier", maxLength: 63, separator: "" },
    remains: keepFinalSnapshot,
  },
  {
    token: "aws:rds/cluster:Cluster",
    noun: "RDS Cluster",
    operations: { create: "CreateDBCluster", update: "ModifyDBCluster", delete: "DeleteDBCluster" },
    id: (make) => stringOf(make.inputs["clusterIdentifier"]) || `tf-${make.digits(26)}`,
    outputs: (make) => ({
      ...common,
      arn: make.arn("rds", `cluster:${make.id}`),
      availabilityZones: [`${make.region}a`, `${make.region}b`, `${make.region}c`],
      backupRetentionPeriod: 1,
      clusterIdentifier: make.id,
      clusterResourceId: `cluster-${make.letters(26)}`,
      clusterScalabilityType: "standard",
      endpoint: hostOf(make, make.id, "cluster-"),
      readerEndpoint: hostOf(make, make.id, "cluster-ro-"),
      engineVersionActual: fullVersion(make),
      hostedZoneId: `Z${hashOf("rds zone", make.region).slice(0, 13).toUpperCase()}`,
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
  {
    token: "aws:rds/eventSubscription:EventSubscription",
    noun: "RDS Event Subscription",
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => ({ arn: make.arn("rds", `es:${make.id}`), customerAwsId: make.account }),
    defaults: { enabled: true },
    createOnly: ["name", "namePrefix"],
  },
];

function vpcOfFirst(make: Fabrication): string {
  const ids = make.inputs["subnetIds"];
  const first = Array.isArray(ids) ? stringOf(ids[0]) : "";
  return stringOf(make.store.get("aws:ec2/subnet:Subnet", make, first)?.properties["vpcId"]);
}

function keepFinalSnapshot(make: Fabrication & { properties: Fabrication["inputs"] }): void {
  const name = stringOf(make.properties["finalSnapshotIdentifier"]);
  if (name !== "" && make.properties["skipFinalSnapshot"] !== true)
    make.store.keepRemains("db-snapshot", make, name, make.properties);
}
