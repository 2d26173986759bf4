import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

// Settings that every account has: AWS puts them, never creates them, and a delete puts the default back.
export const entries: readonly Entry[] = [
  {
    token: "aws:account/alternativeContact:AlternativeContact",
    noun: "Account Alternate Contact",
    operations: {
      create: "PutAlternateContact",
      update: "PutAlternateContact",
      delete: "DeleteAlternateContact",
    },
    id: (make) => stringOf(make.inputs["alternateContactType"]),
    createOnly: ["alternateContactType", "accountId"],
  },
  {
    token: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
    noun: "S3 Account Public Access Block",
    service: "S3 Control",
    operations: {
      create: "PutPublicAccessBlock",
      update: "PutPublicAccessBlock",
      delete: "DeletePublicAccessBlock",
    },
    id: (make) => stringOf(make.inputs["accountId"]) || make.account,
    outputs: (make) => ({ accountId: make.account }),
    defaults: {
      blockPublicAcls: false,
      blockPublicPolicy: false,
      ignorePublicAcls: false,
      restrictPublicBuckets: false,
    },
    createOnly: ["accountId"],
  },
  {
    token: "aws:ebs/encryptionByDefault:EncryptionByDefault",
    noun: "EBS Encryption By Default",
    service: "EC2",
    operations: {
      create: "EnableEbsEncryptionByDefault",
      update: "EnableEbsEncryptionByDefault",
      delete: "DisableEbsEncryptionByDefault",
    },
    id: (make) => `terraform-${make.digits(26)}`,
    defaults: { enabled: true },
  },
  {
    token: "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
    noun: "EBS Snapshot Block Public Access",
    service: "EC2",
    operations: { create: "EnableSnapshotBlockPublicAccess", update: "EnableSnapshotBlockPublicAccess" },
    id: (make) => make.region,
  },
  {
    token: "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
    noun: "EC2 Instance Metadata Defaults",
    operations: { create: "ModifyInstanceMetadataDefaults", update: "ModifyInstanceMetadataDefaults" },
    id: (make) => make.region,
    outputs: () => ({
      httpEndpoint: "no-preference",
      httpPutResponseHopLimit: -1,
      httpTokens: "no-preference",
      instanceMetadataTags: "no-preference",
    }),
  },
  {
    token: "aws:ecs/accountSettingDefault:AccountSettingDefault",
    noun: "ECS Account Setting Default",
    operations: { create: "PutAccountSettingDefault", update: "PutAccountSettingDefault" },
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => ({ principalArn: `arn:aws:iam::${make.account}:root` }),
    createOnly: ["name"],
    autoName: false,
  },
  {
    token: "aws:apigateway/account:Account",
    noun: "API Gateway Account",
    service: "API Gateway",
    operations: { create: "UpdateAccount", update: "UpdateAccount" },
    id: () => "api-gateway-account",
    outputs: () => ({
      apiKeyVersion: "4",
      features: ["UsagePlans"],
      throttleSettings: [{ burstLimit: 5000, rateLimit: 10000 }],
    }),
  },
  {
    token: "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
    noun: "ECR Registry Scanning Configuration",
    operations: { create: "PutRegistryScanningConfiguration", update: "PutRegistryScanningConfiguration" },
    id: (make) => make.account,
    outputs: (make) => ({ registryId: make.account }),
  },
  {
    token: "aws:bedrock/useCaseForModelAccess:UseCaseForModelAccess",
    noun: "Bedrock Use Case For Model Access",
    operations: { create: "PutUseCaseForModelAccess" },
    id: (make) => make.account,
  },
];
