import { statement, type ResourceCases } from "./case.ts";

/** Rules about databases, caches, buckets and secrets. */
export const data: ResourceCases = {
  "rds-not-public": {
    keeps: { publiclyAccessible: false },
    breaks: { publiclyAccessible: true },
    says: "publiclyAccessible is wrong, expected anything but true, got true",
  },
  "rds-encrypted": {
    keeps: { storageEncrypted: true },
    breaks: { storageEncrypted: false },
    says: "storageEncrypted is wrong, expected true, got false",
  },
  "rds-own-key": {
    keeps: { kmsKeyId: "arn:aws:kms:us-east-1:111111111111:key/1" },
    breaks: { kmsKeyId: undefined },
    says: "kmsKeyId is wrong, expected a key of the account, got nothing",
  },
  "rds-multi-az": {
    keeps: { multiAz: true },
    breaks: { multiAz: false },
    says: "multiAz is wrong, expected true, got false",
  },
  "rds-enhanced-monitoring": {
    keeps: { monitoringInterval: 60 },
    breaks: { monitoringInterval: 0 },
    says: "monitoringInterval is wrong, expected 1 to 60, got 0",
  },
  "rds-deletion-protection": {
    keeps: { deletionProtection: true },
    breaks: { deletionProtection: false },
    says: "deletionProtection is wrong, expected true, got false",
  },
  "rds-final-snapshot": {
    keeps: { skipFinalSnapshot: false },
    breaks: { skipFinalSnapshot: true },
    says: "skipFinalSnapshot is wrong, expected anything but true, got true",
  },
  "rds-logs": {
    keeps: { enabledCloudwatchLogsExports: ["postgresql", "upgrade"] },
    breaks: { enabledCloudwatchLogsExports: [] },
    says: 'enabledCloudwatchLogsExports is wrong, expected a list with "postgresql", got []',
  },
  "rds-iam-sign-in": {
    keeps: { iamDatabaseAuthenticationEnabled: true },
    breaks: { iamDatabaseAuthenticationEnabled: false },
    says: "iamDatabaseAuthenticationEnabled is wrong, expected true, got false",
  },
  "rds-backups": {
    keeps: { backupRetentionPeriod: 7 },
    breaks: { backupRetentionPeriod: 0 },
    says: "backupRetentionPeriod is wrong, expected at least 7, got 0",
  },
  "rds-minor-upgrades": {
    keeps: { autoMinorVersionUpgrade: true },
    breaks: { autoMinorVersionUpgrade: false },
    says: "autoMinorVersionUpgrade is wrong, expected anything but false, got false",
  },
  "rds-snapshots-tagged": {
    keeps: { copyTagsToSnapshot: true },
    breaks: { copyTagsToSnapshot: false },
    says: "copyTagsToSnapshot is wrong, expected true, got false",
  },
  "rds-administrator-name": {
    keeps: { username: "dbmaster" },
    breaks: { username: "postgres" },
    says: 'username is wrong, expected a name other than admin, administrator, postgres, root, got "postgres"',
  },
  "rds-managed-password": {
    keeps: { manageMasterUserPassword: true },
    breaks: { manageMasterUserPassword: undefined },
    says: "manageMasterUserPassword is wrong, expected true, got nothing",
  },
  "rds-insights": {
    keeps: {
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: "arn:aws:kms:us-east-1:111111111111:key/1",
    },
    breaks: { performanceInsightsKmsKeyId: undefined },
    says: "performanceInsightsKmsKeyId is wrong, expected a key of the account, got nothing",
  },
  "rds-proxy-tls": {
    keeps: {
      ...{ requireTls: true, engineFamily: "POSTGRESQL", vpcSubnetIds: ["subnet-0a", "subnet-0b"] },
      ...{
        roleArn: "arn:aws:iam::111111111111:role/proxy",
        auths: [{ secretArn: "arn:aws:secretsmanager:x" }],
      },
    },
    breaks: { requireTls: false },
    says: "requireTls is wrong, expected true, got false",
  },
  "rds-tls": {
    keeps: { parameters: [{ name: "rds.force_ssl", value: "1" }] },
    breaks: { parameters: [{ name: "rds.force_ssl", value: "0" }] },
    says: 'rds.force_ssl is wrong, expected "1", got "0"',
  },
  "cache-encrypted": {
    keeps: { atRestEncryptionEnabled: true },
    breaks: { atRestEncryptionEnabled: false },
    says: "atRestEncryptionEnabled is wrong, expected true, got false",
  },
  "cache-own-key": {
    keeps: { kmsKeyId: "arn:aws:kms:us-east-1:111111111111:key/1" },
    breaks: { kmsKeyId: undefined },
    says: "kmsKeyId is wrong, expected a key of the account, got nothing",
  },
  "cache-tls": {
    keeps: { transitEncryptionEnabled: true },
    breaks: { transitEncryptionEnabled: false },
    says: "transitEncryptionEnabled is wrong, expected true, got false",
  },
  "cache-sign-in": {
    keeps: { userGroupIds: ["app"] },
    breaks: { userGroupIds: undefined },
    says: "userGroupIds is wrong, expected a user group, or an authToken, got nothing",
  },
  "cache-failover": {
    keeps: { automaticFailoverEnabled: true },
    breaks: { automaticFailoverEnabled: false },
    says: "automaticFailoverEnabled is wrong, expected true, got false",
  },
  "cache-backups": {
    keeps: { snapshotRetentionLimit: 7 },
    breaks: { snapshotRetentionLimit: 0 },
    says: "snapshotRetentionLimit is wrong, expected at least 1, got 0",
  },
  "cache-minor-upgrades": {
    keeps: { autoMinorVersionUpgrade: true },
    breaks: { autoMinorVersionUpgrade: false },
    says: "autoMinorVersionUpgrade is wrong, expected anything but false, got false",
  },
  "cache-subnets": {
    keeps: { subnetGroupName: "cache" },
    breaks: { subnetGroupName: "default" },
    says: 'subnetGroupName is wrong, expected a subnet group other than the default one, got "default"',
  },
  "s3-public-access-block": {
    keeps: {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    breaks: { blockPublicPolicy: false },
    says: "blockPublicPolicy is wrong, expected true, got false",
  },
  "s3-acls-off": {
    keeps: { rule: { objectOwnership: "BucketOwnerEnforced" } },
    breaks: { rule: { objectOwnership: "ObjectWriter" } },
    says: 'rule.objectOwnership is wrong, expected "BucketOwnerEnforced", got "ObjectWriter"',
  },
  "s3-failed-uploads": {
    keeps: { rules: [{ status: "Enabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } }] },
    breaks: { rules: [{ status: "Enabled", expiration: { days: 30 } }] },
    says: "no lifecycle rule removes parts of failed uploads, expected abortIncompleteMultipartUpload, got nothing",
  },
  "s3-policy-not-public": {
    keeps: {
      policy: statement({
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::site/*",
      }),
    },
    breaks: {
      policy: statement({
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::site/*",
      }),
    },
    says: 'the policy lets anybody in, expected named principals or a condition on the caller, got "*"',
  },
  "secret-own-key": {
    keeps: { kmsKeyId: "arn:aws:kms:us-east-1:111111111111:key/1" },
    breaks: { kmsKeyId: undefined },
    says: "kmsKeyId is wrong, expected a key of the account, got nothing",
  },
  "secret-recoverable": {
    keeps: { recoveryWindowInDays: 30 },
    breaks: { recoveryWindowInDays: 0 },
    says: "recoveryWindowInDays is wrong, expected anything but 0, got 0",
  },
  "backup-vault-encrypted": {
    keeps: { kmsKeyArn: "arn:aws:kms:us-east-1:111111111111:key/1" },
    breaks: { kmsKeyArn: undefined },
    says: "kmsKeyArn is wrong, expected a key of the account, got nothing",
  },
};
