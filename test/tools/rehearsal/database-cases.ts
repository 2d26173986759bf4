import { trustedBy } from "./account-rig.ts";
import type { Account, Made, RuleCase } from "./account-rig.ts";
import type { Properties } from "../../../tools/rehearsal/property-values.ts";

const instance = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";
const member = "aws:rds/clusterInstance:ClusterInstance";
const subnetGroup = "aws:rds/subnetGroup:SubnetGroup";
const parameterGroup = "aws:rds/parameterGroup:ParameterGroup";
const clusterParameterGroup = "aws:rds/clusterParameterGroup:ClusterParameterGroup";
const cache = "aws:elasticache/replicationGroup:ReplicationGroup";
const cacheSubnets = "aws:elasticache/subnetGroup:SubnetGroup";
const cacheParameters = "aws:elasticache/parameterGroup:ParameterGroup";

const postgres = {
  identifier: "db",
  engine: "postgres",
  engineVersion: "16",
  instanceClass: "db.t4g.small",
  allocatedStorage: 20,
  username: "master",
  manageMasterUserPassword: true,
  skipFinalSnapshot: true,
};
const aurora = {
  clusterIdentifier: "aurora",
  engine: "aurora-postgresql",
  engineVersion: "16.6",
  masterUsername: "master",
  manageMasterUserPassword: true,
  skipFinalSnapshot: true,
};
const capacity = { minCapacity: 0.5, maxCapacity: 2 };
const valkey = {
  replicationGroupId: "cache",
  description: "jobs",
  engine: "valkey",
  engineVersion: "8.0",
  nodeType: "cache.t4g.micro",
  numCacheClusters: 1,
};

const db =
  (change: Properties = {}) =>
  (aws: Account) =>
    aws.create(instance, "db", { ...postgres, ...change });
const auroraWith = (change: Properties) => (aws: Account) =>
  aws.create(cluster, "aurora", { ...aurora, ...change });
const cacheWith = (change: Properties) => (aws: Account) =>
  aws.create(cache, "cache", { ...valkey, ...change });

async function subnets(aws: Account): Promise<{ vpc: Made; ids: string[] }> {
  const vpc = await aws.vpc();
  const made = [await aws.subnet(vpc, "a", "10.0.0.0/24"), await aws.subnet(vpc, "c", "10.0.1.0/24")];
  return { vpc, ids: made.map((it) => it.id) };
}

async function grouped(aws: Account): Promise<Made> {
  const { ids } = await subnets(aws);
  const group = await aws.create(subnetGroup, "group", { name: "group", subnetIds: ids });
  await db({ dbSubnetGroupName: "group" })(aws);
  return group;
}

async function removed(aws: Account, change: Properties): Promise<void> {
  const made = await db({ skipFinalSnapshot: false, ...change })(aws);
  await aws.remove(instance, "db", made.id);
}

const copy = (aws: Account) =>
  aws.create(instance, "copy", {
    identifier: "copy",
    replicateSourceDb: "db",
    instanceClass: "db.t4g.small",
    skipFinalSnapshot: true,
  });

export const cases: Record<string, RuleCase> = {
  "db-subnet-group-zones": {
    accepts: async (aws) => await aws.create(subnetGroup, "g", { subnetIds: (await subnets(aws)).ids }),
    refuses: async (aws) =>
      await aws.create(subnetGroup, "g", { subnetIds: (await subnets(aws)).ids.slice(0, 1) }),
    message:
      "DBSubnetGroupDoesNotCoverEnoughAZs: The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: us-west-1a. Add subnets to cover at least 2 AZs.",
  },
  "db-subnet-group-one-vpc": {
    accepts: async (aws) => await aws.create(subnetGroup, "g", { subnetIds: (await subnets(aws)).ids }),
    async refuses(aws) {
      const [first] = (await subnets(aws)).ids;
      const other = await aws.subnet(await aws.vpc("other"), "c", "10.0.3.0/24");
      await aws.create(subnetGroup, "g", { subnetIds: [first ?? "", other.id] });
    },
    message: "InvalidSubnet: The DB subnet group contains subnets from more than one VPC.",
  },
  "db-subnet-group-in-use": {
    async accepts(aws) {
      const group = await aws.create(subnetGroup, "g", { subnetIds: (await subnets(aws)).ids });
      await aws.remove(subnetGroup, "g", group.id);
    },
    refuses: async (aws) => await aws.remove(subnetGroup, "group", (await grouped(aws)).id),
    message:
      "InvalidDBSubnetGroupStateFault: Cannot delete the subnet group 'group' because at least one database instance: db is still using it.",
  },
  "db-subnets-in-use": {
    async accepts(aws) {
      const group = await grouped(aws);
      await aws.update(subnetGroup, "group", group.id, {
        name: "group",
        subnetIds: group["subnetIds"]!,
        description: "moved",
      });
    },
    async refuses(aws) {
      const group = await grouped(aws);
      const vpc = { id: group["vpcId"] } as Made;
      const fresh = [await aws.subnet(vpc, "a", "10.0.8.0/24"), await aws.subnet(vpc, "c", "10.0.9.0/24")];
      await aws.update(subnetGroup, "group", group.id, {
        name: "group",
        subnetIds: fresh.map((it) => it.id),
      });
    },
    message: "SubnetInUse: Some of the subnets to be deleted are currently in use: subnet-",
  },
  "db-stays-in-its-vpc": {
    accepts: grouped,
    async refuses(aws) {
      const { ids } = await subnets(aws);
      for (const name of ["one", "two"]) await aws.create(subnetGroup, name, { name, subnetIds: ids });
      const made = await db({ dbSubnetGroupName: "one" })(aws);
      await aws.update(instance, "db", made.id, { ...postgres, dbSubnetGroupName: "two" });
    },
    message:
      "InvalidVPCNetworkStateFault: You cannot move DB instance db to subnet group two. The specified DB subnet group and DB instance are in the same VPC.",
  },
  "db-subnet-group-exists": {
    accepts: grouped,
    refuses: db({ dbSubnetGroupName: "none" }),
    message: "DBSubnetGroupNotFoundFault: DBSubnetGroup 'none' not found.",
  },
  "db-identifier-taken": {
    accepts: async (aws) => [await db()(aws), await db({ identifier: "db2" })(aws)],
    refuses: async (aws) => [await db()(aws), await db()(aws)],
    message: "DBInstanceAlreadyExists: DB instance already exists",
  },
  "db-cluster-taken": {
    accepts: auroraWith({}),
    refuses: async (aws) => [await auroraWith({})(aws), await auroraWith({})(aws)],
    message: "DBClusterAlreadyExistsFault: DB Cluster already exists",
  },
  "db-identifier-form": {
    accepts: db({ identifier: "orders-db-1" }),
    refuses: db({ identifier: "Orders_db" }),
    message:
      'InvalidParameterValue: The parameter DBInstanceIdentifier is not a valid identifier, got "Orders_db".',
  },
  "db-name-form": {
    accepts: db({ dbName: "orders" }),
    refuses: db({ dbName: "my-orders" }),
    message:
      "InvalidParameterValue: DBName must begin with a letter and contain only alphanumeric characters.",
  },
  "db-user-reserved": {
    async accepts(aws) {
      await db({ username: "app" })(aws);
      await db({ identifier: "old", engine: "mysql", engineVersion: "8.4", username: "admin" })(aws);
    },
    refuses: db({ username: "admin" }),
    message:
      "InvalidParameterValue: MasterUsername admin cannot be used as it is a reserved word used by the engine",
  },
  "db-password": {
    accepts: db({ manageMasterUserPassword: null, password: "long-enough" }),
    refuses: db({ manageMasterUserPassword: null, password: "short" }),
    message:
      "InvalidParameterValue: The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters.",
  },
  "db-engine-version": {
    accepts: db({ engineVersion: "17" }),
    refuses: auroraWith({ engineVersion: "15.4" }),
    message: "InvalidParameterCombination: Cannot find version 15.4 for aurora-postgresql",
  },
  "db-instance-class": {
    async accepts(aws) {
      await db({ instanceClass: "db.t4g.micro" })(aws);
      await db({ identifier: "large", instanceClass: "db.m5.large" })(aws);
    },
    refuses: db({ instanceClass: "db.serverless" }),
    message:
      "InvalidParameterCombination: RDS does not support creating a DB instance with the following combination: DBInstanceClass=db.serverless, Engine=postgres",
  },
  "db-parameter-family": {
    async accepts(aws) {
      await aws.create(parameterGroup, "pg", { name: "pg", family: "postgres16" });
      await db({ parameterGroupName: "pg" })(aws);
    },
    async refuses(aws) {
      await aws.create(parameterGroup, "pg", { name: "pg", family: "postgres15" });
      await db({ parameterGroupName: "pg" })(aws);
    },
    message:
      "InvalidParameterCombination: The parameter group pg with DBParameterGroupFamily postgres15 can't be used for this instance. Please use a parameter group with DBParameterGroupFamily postgres16.",
  },
  "db-cluster-parameter-family": {
    async accepts(aws) {
      await aws.create(clusterParameterGroup, "pg", { name: "pg", family: "aurora-postgresql16" });
      await auroraWith({ dbClusterParameterGroupName: "pg" })(aws);
    },
    async refuses(aws) {
      await aws.create(clusterParameterGroup, "pg", { name: "pg", family: "aurora-postgresql15" });
      await auroraWith({ dbClusterParameterGroupName: "pg" })(aws);
    },
    message: "Please use a Parameter Group with DBParameterGroupFamily aurora-postgresql16",
  },
  "db-parameter-apply-method": {
    accepts: (aws) =>
      aws.create(parameterGroup, "pg", {
        family: "postgres16",
        parameters: [
          { name: "shared_preload_libraries", value: "pg_stat_statements", applyMethod: "pending-reboot" },
        ],
      }),
    refuses: (aws) =>
      aws.create(parameterGroup, "pg", {
        family: "postgres16",
        parameters: [{ name: "shared_preload_libraries", value: "pg_stat_statements" }],
      }),
    message: "InvalidParameterCombination: cannot use immediate apply method for static parameter",
  },
  "db-parameter-group-in-use": {
    async accepts(aws) {
      const group = await aws.create(parameterGroup, "pg", { name: "pg", family: "postgres16" });
      await aws.remove(parameterGroup, "pg", group.id);
    },
    async refuses(aws) {
      const group = await aws.create(parameterGroup, "pg", { name: "pg", family: "postgres16" });
      await db({ parameterGroupName: "pg" })(aws);
      await aws.remove(parameterGroup, "pg", group.id);
    },
    message:
      "InvalidDBParameterGroupState: One or more database instances are still members of this parameter group pg, so the group cannot be deleted",
  },
  "db-small-gp3-iops": {
    accepts: db({ storageType: "gp3", allocatedStorage: 400, iops: 12000 }),
    refuses: db({ storageType: "gp3", iops: 3000 }),
    message:
      "InvalidParameterCombination: You can't specify IOPS or storage throughput for engine postgres and a storage size less than 400.",
  },
  "db-storage-size": {
    accepts: db({ allocatedStorage: 20 }),
    refuses: db({ allocatedStorage: 10 }),
    message: "InvalidParameterValue: Invalid storage size for engine name postgres and storage type gp2: 10",
  },
  "db-performance-insights": {
    accepts: db({ instanceClass: "db.t4g.medium", performanceInsightsEnabled: true }),
    refuses: db({ instanceClass: "db.t4g.micro", performanceInsightsEnabled: true }),
    message: "InvalidParameterCombination: Performance Insights not supported for this configuration.",
  },
  "db-monitoring-role": {
    accepts: async (aws) =>
      db({ monitoringInterval: 60, monitoringRoleArn: await trustedBy(aws, "monitoring.rds") })(aws),
    refuses: db({ monitoringInterval: 60 }),
    message:
      "InvalidParameterCombination: A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.",
  },
  "db-final-snapshot-named": {
    accepts: (aws) => removed(aws, { finalSnapshotIdentifier: "last" }),
    refuses: (aws) => removed(aws, {}),
    message:
      "InvalidParameterCombination: FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.",
  },
  "db-final-snapshot-taken": {
    async accepts(aws) {
      await removed(aws, { finalSnapshotIdentifier: "one" });
      await removed(aws, { finalSnapshotIdentifier: "two" });
    },
    async refuses(aws) {
      await removed(aws, { finalSnapshotIdentifier: "one" });
      await removed(aws, { finalSnapshotIdentifier: "one" });
    },
    message:
      "DBSnapshotAlreadyExists: Cannot create the snapshot because a snapshot with the identifier one already exists.",
  },
  "db-deletion-protection": {
    accepts: (aws) => removed(aws, { skipFinalSnapshot: true, deletionProtection: false }),
    refuses: (aws) => removed(aws, { skipFinalSnapshot: true, deletionProtection: true }),
    message:
      "InvalidParameterCombination: Cannot delete protected DB Instance, please disable deletion protection and try again.",
  },
  "db-cluster-has-instances": {
    accepts: async (aws) => await aws.remove(cluster, "aurora", (await auroraWith({})(aws)).id),
    async refuses(aws) {
      const { id } = await auroraWith({ serverlessv2ScalingConfiguration: capacity })(aws);
      await aws.create(member, "m", {
        clusterIdentifier: id,
        engine: "aurora-postgresql",
        instanceClass: "db.serverless",
      });
      await aws.remove(cluster, "aurora", id);
    },
    message:
      "InvalidDBClusterStateFault: Cluster cannot be deleted, it still contains DB instances in non-deleting state.",
  },
  "aurora-capacity": {
    accepts: auroraWith({
      serverlessv2ScalingConfiguration: { minCapacity: 0, maxCapacity: 2, secondsUntilAutoPause: 300 },
    }),
    refuses: auroraWith({
      serverlessv2ScalingConfiguration: { minCapacity: 0, maxCapacity: 2, secondsUntilAutoPause: 60 },
    }),
    message: "InvalidParameterValue: SecondsUntilAutoPause must be between 300 and 86400.",
  },
  "aurora-serverless-needs-capacity": {
    async accepts(aws) {
      const { id } = await auroraWith({ serverlessv2ScalingConfiguration: capacity })(aws);
      await aws.create(member, "m", {
        clusterIdentifier: id,
        engine: "aurora-postgresql",
        instanceClass: "db.serverless",
      });
    },
    async refuses(aws) {
      const { id } = await auroraWith({})(aws);
      await aws.create(member, "m", {
        clusterIdentifier: id,
        engine: "aurora-postgresql",
        instanceClass: "db.serverless",
      });
    },
    message:
      "Set the Serverless v2 scaling configuration on the parent DB cluster before creating a Serverless v2 DB instance.",
  },
  "cache-failover-needs-replica": {
    accepts: cacheWith({ numCacheClusters: 2, automaticFailoverEnabled: true, multiAzEnabled: true }),
    refuses: cacheWith({ numCacheClusters: 1, automaticFailoverEnabled: true }),
    message:
      "InvalidParameterCombination: Automatic failover is not supported when there is no replica: NumCacheClusters must be at least 2.",
  },
  "cache-token-needs-tls": {
    accepts: cacheWith({ transitEncryptionEnabled: true, authToken: "0123456789abcdef" }),
    refuses: cacheWith({ authToken: "0123456789abcdef" }),
    message:
      "InvalidParameterCombination: AUTH token and user groups are only supported when encryption in transit is enabled.",
  },
  "cache-identifier-form": {
    accepts: cacheWith({ replicationGroupId: "tap-dev-cache" }),
    refuses: cacheWith({ replicationGroupId: "a-name-that-is-far-too-long-for-elasticache" }),
    message:
      'InvalidParameterValue: The parameter ReplicationGroupId is not a valid identifier, got "a-name-that-is-far-too-long-for-elasticache".',
  },
  "cache-parameter-family": {
    async accepts(aws) {
      await aws.create(cacheParameters, "p", { name: "p", family: "valkey8" });
      await cacheWith({ parameterGroupName: "p" })(aws);
    },
    async refuses(aws) {
      await aws.create(cacheParameters, "p", { name: "p", family: "redis7" });
      await cacheWith({ parameterGroupName: "p" })(aws);
    },
    message:
      "InvalidParameterCombination: Expected a parameter group of family valkey8 but found one of family redis7",
  },
  "cache-parameter-group-family": {
    accepts: (aws) => aws.create(cacheParameters, "p", { name: "p", family: "redis6.x" }),
    refuses: (aws) => aws.create(cacheParameters, "p", { name: "p", family: "redis6" }),
    message: "InvalidParameterValue: CacheParameterGroupFamily redis6 is not a valid parameter group family.",
  },
  "cache-engine-version": {
    accepts: cacheWith({ engineVersion: "9.1" }),
    refuses: cacheWith({ engine: "redis", engineVersion: "7.2" }),
    message: "InvalidParameterCombination: Cannot find version 7.2 for redis",
  },
  "cache-subnet-group-exists": {
    async accepts(aws) {
      await aws.create(cacheSubnets, "s", { name: "s", subnetIds: (await subnets(aws)).ids });
      await cacheWith({ subnetGroupName: "s" })(aws);
    },
    refuses: cacheWith({ subnetGroupName: "none" }),
    message: "CacheSubnetGroupNotFoundFault: CacheSubnetGroup 'none' not found.",
  },
  "cache-subnet-group-in-use": {
    async accepts(aws) {
      const group = await aws.create(cacheSubnets, "s", { name: "s", subnetIds: (await subnets(aws)).ids });
      await aws.remove(cacheSubnets, "s", group.id);
    },
    async refuses(aws) {
      const group = await aws.create(cacheSubnets, "s", { name: "s", subnetIds: (await subnets(aws)).ids });
      await cacheWith({ subnetGroupName: "s" })(aws);
      await aws.remove(cacheSubnets, "s", group.id);
    },
    message: "CacheSubnetGroupInUse: Cache subnet group s is currently in use by a cache cluster.",
  },
  "db-managed-password-limits": {
    async accepts(aws) {
      await db({ manageMasterUserPassword: false, password: "correct-horse" })(aws);
      await copy(aws);
    },
    async refuses(aws) {
      await db()(aws);
      await copy(aws);
    },
    message: "You can't create a read replica of the DB instance db, which manages its master user password",
  },
  "db-certificate-authority": {
    accepts: db({ caCertIdentifier: "rds-ca-rsa2048-g1" }),
    refuses: db({ caCertIdentifier: "rds-ca-2019" }),
    message: "Certificate not found: rds-ca-2019",
  },
};
