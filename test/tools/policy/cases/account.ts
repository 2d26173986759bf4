import { statement, type ResourceCases } from "./case.ts";

/** Rules about an account's safety. */
export const account: ResourceCases = {
  "cloudtrail-all-regions": {
    keeps: { isMultiRegionTrail: true, includeGlobalServiceEvents: true },
    breaks: { isMultiRegionTrail: false },
    says: "isMultiRegionTrail is wrong, expected true, got false",
  },
  "cloudtrail-encrypted": {
    keeps: { kmsKeyId: "arn:aws:kms:us-east-1:111111111111:key/1" },
    breaks: { kmsKeyId: undefined },
    says: "kmsKeyId is wrong, expected a key of the account, got nothing",
  },
  "cloudtrail-logging": {
    keeps: {},
    breaks: { enableLogging: false },
    says: "enableLogging is wrong, expected anything but false, got false",
  },
  "cloudtrail-validated": {
    keeps: { enableLogFileValidation: true },
    breaks: { enableLogFileValidation: false },
    says: "enableLogFileValidation is wrong, expected true, got false",
  },
  "cloudtrail-to-log-group": {
    keeps: {
      cloudWatchLogsGroupArn: "arn:aws:logs:us-east-1:111111111111:log-group:/app:*",
      cloudWatchLogsRoleArn: "arn:aws:iam::111111111111:role/trail",
    },
    breaks: { cloudWatchLogsGroupArn: undefined },
    says: "cloudWatchLogsGroupArn is wrong, expected a log group, got nothing",
  },
  "kms-key-rotation": {
    keeps: { enableKeyRotation: true },
    breaks: { enableKeyRotation: undefined },
    says: "enableKeyRotation is wrong, expected true, got nothing",
  },
  "kms-key-kept": {
    keeps: { deletionWindowInDays: 30 },
    breaks: { deletionWindowInDays: 1 },
    says: "deletionWindowInDays is wrong, expected 7 to 30, got 1",
  },
  "kms-policy-not-public": {
    keeps: {
      policy: statement({
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111111111111:root" },
        Action: "kms:*",
        Resource: "*",
      }),
    },
    breaks: { policy: statement({ Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*" }) },
    says: 'the policy lets anybody in, expected named principals or a condition on the caller, got "*"',
  },
  "password-length": {
    keeps: { minimumPasswordLength: 14 },
    breaks: { minimumPasswordLength: 8 },
    says: "minimumPasswordLength is wrong, expected at least 14, got 8",
  },
  "password-characters": {
    keeps: {
      requireLowercaseCharacters: true,
      requireNumbers: true,
      requireSymbols: true,
      requireUppercaseCharacters: true,
    },
    breaks: { requireSymbols: false },
    says: "requireSymbols is wrong, expected true, got false",
  },
  "password-reuse": {
    keeps: { passwordReusePrevention: 24 },
    breaks: { passwordReusePrevention: 3 },
    says: "passwordReusePrevention is wrong, expected at least 24, got 3",
  },
  "password-age": {
    keeps: { maxPasswordAge: 90 },
    breaks: { maxPasswordAge: 365 },
    says: "maxPasswordAge is wrong, expected 1 to 90, got 365",
  },
  "ebs-encrypted-by-default": {
    keeps: { enabled: true },
    breaks: { enabled: false },
    says: "enabled is wrong, expected anything but false, got false",
  },
  "ebs-snapshots-private": {
    keeps: { state: "block-all-sharing" },
    breaks: { state: "unblocked" },
    says: 'state is wrong, expected one of "block-all-sharing", "block-new-sharing", got "unblocked"',
  },
  "imds-v2-by-default": {
    keeps: { httpTokens: "required" },
    breaks: { httpTokens: "optional" },
    says: 'httpTokens is wrong, expected "required", got "optional"',
  },
  "s3-account-public-access-block": {
    keeps: {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    breaks: { restrictPublicBuckets: false },
    says: "restrictPublicBuckets is wrong, expected true, got false",
  },
  "guardduty-on": {
    keeps: { enable: true },
    breaks: { enable: false },
    says: "enable is wrong, expected anything but false, got false",
  },
  "config-recorder-on": {
    keeps: { isEnabled: true },
    breaks: { isEnabled: false },
    says: "isEnabled is wrong, expected true, got false",
  },
  "github-oidc-audience": {
    keeps: { clientIdLists: ["sts.amazonaws.com"] },
    breaks: { clientIdLists: ["https://github.com/example"] },
    says: 'clientIdLists is wrong, expected a list with "sts.amazonaws.com", got ["https://github.com/example"]',
  },
};
