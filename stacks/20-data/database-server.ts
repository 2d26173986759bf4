import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { revealSecret } from "../../shared/layer-config.ts";
import type { DatabaseArgs } from "./database.ts";
import { parameterEntries, parameterFamily } from "./engine-facts.ts";
import { databaseIdentifier, finalSnapshotName } from "./names.ts";

/** What an instance and a cluster have in common for those who use them. */
export interface DatabaseServer {
  identifier: pulumi.Output<string>;
  resourceId: pulumi.Output<string>;
  host: pulumi.Output<string>;
  readerHost: pulumi.Output<string> | undefined;
  /** The one secret that RDS made; empty with credentials from the configuration. */
  managedSecrets: pulumi.Output<{ secretArn: string }[]>;
}

export interface ServerSurroundings {
  subnetGroupName: pulumi.Input<string>;
  monitoringRoleArn: pulumi.Input<string> | undefined;
  logGroups: pulumi.Resource[];
}

const certificateAuthority = "rds-ca-rsa2048-g1";
/** AWS charges per vCPU and hour for a version past its end of life, unless told to upgrade it instead. */
const extendedSupport = "open-source-rds-extended-support-disabled";

/** One PostgreSQL instance, with a standby in another zone where multiAz says so. */
export function createInstance(
  name: string,
  args: DatabaseArgs,
  { subnetGroupName, monitoringRoleArn, logGroups }: ServerSurroundings,
  parent: pulumi.Resource,
): DatabaseServer {
  const { scope, config, kmsKeyArn, securityGroupId, protect } = args;
  const storage = config.storage ?? { gb: 20 };
  const parameterGroup = createParameterGroup(name, args, parent);
  const instance = new aws.rds.Instance(
    name,
    {
      identifier: databaseIdentifier(scope),
      engine: "postgres",
      engineVersion: config.version,
      engineLifecycleSupport: extendedSupport,
      instanceClass: config.class!,
      dbName: config.name,
      port: config.port,
      ...(parameterGroup !== undefined && { parameterGroupName: parameterGroup.name }),

      storageType: "gp3",
      allocatedStorage: storage.gb,
      ...(storage.maxGb !== undefined && { maxAllocatedStorage: storage.maxGb }),
      ...(storage.iops !== undefined && { iops: storage.iops }),
      ...(storage.throughputMibps !== undefined && { storageThroughput: storage.throughputMibps }),
      storageEncrypted: true,
      ...(kmsKeyArn !== undefined && { kmsKeyId: kmsKeyArn }),

      username: config.masterUsername,
      ...(config.credentials === "managed"
        ? managedPassword(kmsKeyArn)
        : {
            passwordWo: revealSecret(config.masterPassword!),
            passwordWoVersion: config.masterPasswordVersion,
          }),
      iamDatabaseAuthenticationEnabled: config.iamAuthentication,

      multiAz: config.multiAz,
      publiclyAccessible: false,
      dbSubnetGroupName: subnetGroupName,
      vpcSecurityGroupIds: [securityGroupId],
      caCertIdentifier: certificateAuthority,

      backupRetentionPeriod: config.backupDays,
      backupWindow: config.backupWindow,
      maintenanceWindow: config.maintenanceWindow,
      autoMinorVersionUpgrade: true,
      applyImmediately: !protect,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: !protect,
      ...ending(args),

      enabledCloudwatchLogsExports: config.logExports,
      monitoringInterval: config.enhancedMonitoringSeconds,
      ...(monitoringRoleArn !== undefined && { monitoringRoleArn }),
      ...performanceInsights(args),
    },
    { parent, protect, dependsOn: logGroups, deleteBeforeReplace: true },
  );
  return {
    identifier: instance.identifier,
    resourceId: instance.resourceId,
    host: instance.address,
    readerHost: undefined,
    managedSecrets: instance.masterUserSecrets,
  };
}

/** An Aurora Serverless v2 cluster: a writer, and a reader in another zone where multiAz says so. */
export function createCluster(
  name: string,
  args: DatabaseArgs,
  { subnetGroupName, monitoringRoleArn, logGroups }: ServerSurroundings,
  parent: pulumi.Resource,
): DatabaseServer {
  const { scope, config, kmsKeyArn, securityGroupId, protect } = args;
  const { min, max } = config.acu!;
  const parameterGroup = createParameterGroup(name, args, parent);
  const cluster = new aws.rds.Cluster(
    name,
    {
      clusterIdentifier: databaseIdentifier(scope),
      engine: "aurora-postgresql",
      // Serverless v2 is a class of instance; engineMode "serverless" is its retired predecessor.
      engineMode: "provisioned",
      engineVersion: config.version,
      engineLifecycleSupport: extendedSupport,
      databaseName: config.name,
      port: config.port,
      ...(parameterGroup !== undefined && { dbClusterParameterGroupName: parameterGroup.name }),
      serverlessv2ScalingConfiguration: {
        minCapacity: min,
        maxCapacity: max,
        ...(config.secondsUntilAutoPause !== undefined && {
          secondsUntilAutoPause: config.secondsUntilAutoPause,
        }),
      },

      storageEncrypted: true,
      ...(kmsKeyArn !== undefined && { kmsKeyId: kmsKeyArn }),

      masterUsername: config.masterUsername,
      ...(config.credentials === "managed"
        ? managedPassword(kmsKeyArn)
        : {
            masterPasswordWo: revealSecret(config.masterPassword!),
            masterPasswordWoVersion: config.masterPasswordVersion,
          }),
      iamDatabaseAuthenticationEnabled: config.iamAuthentication,

      dbSubnetGroupName: subnetGroupName,
      vpcSecurityGroupIds: [securityGroupId],

      backupRetentionPeriod: config.backupDays,
      preferredBackupWindow: config.backupWindow,
      preferredMaintenanceWindow: config.maintenanceWindow,
      applyImmediately: !protect,
      copyTagsToSnapshot: true,
      ...ending(args),

      enabledCloudwatchLogsExports: config.logExports,
    },
    { parent, protect, dependsOn: logGroups, deleteBeforeReplace: true },
  );
  for (const member of config.multiAz ? ["writer", "reader"] : ["writer"]) {
    new aws.rds.ClusterInstance(
      `${name}-${member}`,
      {
        clusterIdentifier: cluster.id,
        engine: "aurora-postgresql",
        instanceClass: "db.serverless",
        dbSubnetGroupName: subnetGroupName,
        publiclyAccessible: false,
        caCertIdentifier: certificateAuthority,
        // A reader of tier 0 or 1 scales with the writer, so that it can take over at once.
        promotionTier: 1,
        autoMinorVersionUpgrade: true,
        applyImmediately: !protect,
        copyTagsToSnapshot: true,
        monitoringInterval: config.enhancedMonitoringSeconds,
        ...(monitoringRoleArn !== undefined && { monitoringRoleArn }),
        ...performanceInsights(args),
      },
      { parent, protect },
    );
  }
  return {
    identifier: cluster.clusterIdentifier,
    resourceId: cluster.clusterResourceId,
    host: cluster.endpoint,
    readerHost: config.multiAz ? cluster.readerEndpoint : undefined,
    managedSecrets: cluster.masterUserSecrets,
  };
}

function createParameterGroup(
  name: string,
  { config }: DatabaseArgs,
  parent: pulumi.Resource,
): aws.rds.ParameterGroup | aws.rds.ClusterParameterGroup | undefined {
  if (config.parameters === "default") return undefined;
  const Group = config.engine === "postgres" ? aws.rds.ParameterGroup : aws.rds.ClusterParameterGroup;
  return new Group(
    name,
    {
      family: parameterFamily(config.engine, config.version),
      parameters: parameterEntries(config.parameters),
    },
    { parent },
  );
}

function managedPassword(kmsKeyArn: pulumi.Input<string> | undefined) {
  return {
    manageMasterUserPassword: true,
    ...(kmsKeyArn !== undefined && { masterUserSecretKmsKeyId: kmsKeyArn }),
  };
}

function ending({ scope, config }: DatabaseArgs) {
  return {
    deletionProtection: config.deletionProtection,
    skipFinalSnapshot: !config.finalSnapshot,
    ...(config.finalSnapshot && { finalSnapshotIdentifier: finalSnapshotName(scope, config.generation) }),
  };
}

function performanceInsights({ config, kmsKeyArn }: DatabaseArgs) {
  return {
    performanceInsightsEnabled: config.performanceInsights,
    ...(config.performanceInsights && {
      performanceInsightsRetentionPeriod: 7,
      ...(kmsKeyArn !== undefined && { performanceInsightsKmsKeyId: kmsKeyArn }),
    }),
  };
}
