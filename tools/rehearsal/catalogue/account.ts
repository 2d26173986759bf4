import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

const ofAccount: NonNullable<Entry["id"]> = (make) => make.account;
const ofRegion: NonNullable<Entry["id"]> = (make) => make.region;

/** What an account has one of, and what watches it. */
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
    createOnly: ["accountId", "alternateContactType"],
    mutable: ["name"],
    overwrites: true,
  },
  {
    token: "aws:accessanalyzer/analyzer:Analyzer",
    noun: "AccessAnalyzer Analyzer",
    id: (make) => stringOf(make.inputs["analyzerName"]),
    outputs: (make) => ({ arn: make.arn("access-analyzer", `analyzer/${make.id}`) }),
    defaults: { type: "ACCOUNT" },
    createOnly: ["analyzerName", "type"],
  },
  {
    token: "aws:apigateway/account:Account",
    noun: "API Gateway Account",
    operations: { create: "UpdateAccount", update: "UpdateAccount", delete: "UpdateAccount" },
    id: ofAccount,
    outputs: () => ({
      apiKeyVersion: "4",
      features: ["UsagePlans"],
      throttleSettings: [{ burstLimit: 5000, rateLimit: 10000 }],
    }),
    overwrites: true,
  },
  {
    token: "aws:bedrock/useCaseForModelAccess:UseCaseForModelAccess",
    noun: "Bedrock Use Case For Model Access",
    operations: { create: "PutUseCaseForModelAccess" },
    id: ofAccount,
    createOnly: ["formData"],
    overwrites: true,
  },
  {
    token: "aws:budgets/budget:Budget",
    noun: "Budget",
    service: "Budgets",
    id: (make) => `${make.account}:${stringOf(make.inputs["name"])}`,
    outputs: (make) => ({
      accountId: make.account,
      arn: make.arn("budgets", `budget/${stringOf(make.inputs["name"])}`, { region: "" }),
      timePeriodStart: "2026-11-01_00:00",
    }),
    defaults: { timePeriodEnd: "2087-06-15_00:00" },
    createOnly: ["name", "accountId"],
    mutable: ["limitAmount", "limitUnit", "costFilters", "costTypes", "timePeriodStart", "filterExpression"],
    autoName: { property: "name", maxLength: 100 },
  },
  {
    token: "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
    noun: "Cost Explorer Anomaly Monitor",
    service: "Cost Explorer",
    id: (make) => `arn:aws:ce::${make.account}:anomalymonitor/${uuid(make.hex(32))}`,
    outputs: (make) => ({ arn: make.id }),
    createOnly: ["monitorType", "monitorDimension", "monitorSpecification"],
    mutable: ["name"],
  },
  {
    token: "aws:costexplorer/anomalySubscription:AnomalySubscription",
    noun: "Cost Explorer Anomaly Subscription",
    service: "Cost Explorer",
    id: (make) => `arn:aws:ce::${make.account}:anomalysubscription/${uuid(make.hex(32))}`,
    outputs: (make) => ({ arn: make.id, accountId: make.account }),
    createOnly: ["name", "accountId"],
  },
  {
    token: "aws:costexplorer/costAllocationTag:CostAllocationTag",
    noun: "Cost Explorer Cost Allocation Tag",
    service: "Cost Explorer",
    operations: {
      create: "UpdateCostAllocationTagsStatus",
      update: "UpdateCostAllocationTagsStatus",
      delete: "UpdateCostAllocationTagsStatus",
    },
    id: (make) => stringOf(make.inputs["tagKey"]),
    outputs: () => ({ type: "UserDefined" }),
    createOnly: ["tagKey"],
    overwrites: true,
  },
  {
    token: "aws:cfg/recorder:Recorder",
    noun: "ConfigService Configuration Recorder",
    service: "Config Service",
    operations: { create: "PutConfigurationRecorder", update: "PutConfigurationRecorder" },
    createOnly: ["name"],
  },
  {
    token: "aws:cfg/deliveryChannel:DeliveryChannel",
    noun: "ConfigService Delivery Channel",
    service: "Config Service",
    operations: { create: "PutDeliveryChannel", update: "PutDeliveryChannel" },
    createOnly: ["name"],
  },
  {
    token: "aws:cfg/recorderStatus:RecorderStatus",
    noun: "ConfigService Configuration Recorder Status",
    service: "Config Service",
    operations: { create: "StartConfigurationRecorder", delete: "StopConfigurationRecorder" },
    createOnly: ["name"],
    autoName: false,
  },
  {
    token: "aws:cloudtrail/trail:Trail",
    noun: "CloudTrail Trail",
    operations: { create: "CreateTrail", update: "UpdateTrail", delete: "DeleteTrail" },
    id: (make) => make.arn("cloudtrail", `trail/${stringOf(make.inputs["name"])}`),
    outputs: (make) => ({ arn: make.id, homeRegion: make.region }),
    defaults: { enableLogging: true, includeGlobalServiceEvents: true },
    createOnly: ["name"],
  },
  {
    token: "aws:ebs/encryptionByDefault:EncryptionByDefault",
    noun: "EC2 EBS Encryption By Default",
    operations: {
      create: "EnableEbsEncryptionByDefault",
      update: "EnableEbsEncryptionByDefault",
      delete: "DisableEbsEncryptionByDefault",
    },
    id: ofRegion,
    defaults: { enabled: true },
    overwrites: true,
  },
  {
    token: "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
    noun: "EC2 EBS Snapshot Block Public Access",
    operations: {
      create: "EnableSnapshotBlockPublicAccess",
      update: "EnableSnapshotBlockPublicAccess",
      delete: "DisableSnapshotBlockPublicAccess",
    },
    id: ofRegion,
    overwrites: true,
  },
  {
    token: "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
    noun: "EC2 Instance Metadata Defaults",
    operations: {
      create: "ModifyInstanceMetadataDefaults",
      update: "ModifyInstanceMetadataDefaults",
      delete: "ModifyInstanceMetadataDefaults",
    },
    id: ofRegion,
    defaults: { httpEndpoint: "no-preference", instanceMetadataTags: "no-preference" },
    overwrites: true,
  },
  {
    token: "aws:ecs/accountSettingDefault:AccountSettingDefault",
    noun: "ECS Account Setting Default",
    operations: {
      create: "PutAccountSettingDefault",
      update: "PutAccountSettingDefault",
      delete: "PutAccountSettingDefault",
    },
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => ({ principalArn: make.arn("iam", "root", { region: "" }) }),
    createOnly: ["name"],
    autoName: false,
    overwrites: true,
  },
  {
    token: "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
    noun: "ECR Registry Scanning Configuration",
    operations: {
      create: "PutRegistryScanningConfiguration",
      update: "PutRegistryScanningConfiguration",
      delete: "PutRegistryScanningConfiguration",
    },
    id: ofAccount,
    outputs: (make) => ({ registryId: make.account }),
    overwrites: true,
  },
  {
    token: "aws:guardduty/detector:Detector",
    noun: "GuardDuty Detector",
    id: (make) => make.hex(32),
    outputs: (make) => ({
      accountId: make.account,
      arn: make.arn("guardduty", `detector/${make.id}`),
    }),
    defaults: { enable: true },
  },
  {
    token: "aws:guardduty/detectorFeature:DetectorFeature",
    noun: "GuardDuty Detector Feature",
    operations: { create: "UpdateDetector", update: "UpdateDetector" },
    id: (make) => `${stringOf(make.inputs["detectorId"])}/${stringOf(make.inputs["name"])}`,
    createOnly: ["detectorId", "name"],
    autoName: false,
    overwrites: true,
  },
  {
    token: "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
    noun: "IAM Account Password Policy",
    operations: { create: "UpdateAccountPasswordPolicy", update: "UpdateAccountPasswordPolicy" },
    id: () => "iam-account-password-policy",
    outputs: (make) => ({ expirePasswords: make.inputs["maxPasswordAge"] !== undefined }),
    overwrites: true,
  },
  {
    token: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    noun: "IAM OIDC Provider",
    operations: { create: "CreateOpenIDConnectProvider", delete: "DeleteOpenIDConnectProvider" },
    id: (make) =>
      make.arn("iam", `oidc-provider/${stringOf(make.inputs["url"]).replace(/^https:\/\//, "")}`, {
        region: "",
      }),
    outputs: (make) => ({ arn: make.id, thumbprintLists: [make.hex(40)] }),
    createOnly: ["url"],
  },
  {
    token: "aws:iam/serviceLinkedRole:ServiceLinkedRole",
    noun: "IAM Service Linked Role",
    id: (make) => serviceLinkedRoleArn(make.account, stringOf(make.inputs["awsServiceName"])),
    outputs: (make) => {
      const service = stringOf(make.inputs["awsServiceName"]);
      return {
        arn: make.id,
        name: stringOf(make.id.split("/").at(-1)),
        path: `/aws-service-role/${service}/`,
        uniqueId: `AROA${make.letters(17)}`,
        createDate: "2026-01-01T00:00:00Z",
      };
    },
    createOnly: ["awsServiceName", "customSuffix"],
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
    id: ofAccount,
    outputs: (make) => ({ accountId: make.account }),
    overwrites: true,
  },
  {
    token: "aws:securityhub/account:Account",
    noun: "Security Hub Account",
    service: "SecurityHub",
    operations: {
      create: "EnableSecurityHub",
      update: "UpdateSecurityHubConfiguration",
      delete: "DisableSecurityHub",
    },
    id: ofAccount,
    outputs: (make) => ({ arn: make.arn("securityhub", "hub/default") }),
    defaults: { autoEnableControls: true, enableDefaultStandards: true },
    createOnly: ["enableDefaultStandards"],
  },
  {
    token: "aws:securityhub/standardsSubscription:StandardsSubscription",
    noun: "Security Hub Standards Subscription",
    service: "SecurityHub",
    operations: { create: "BatchEnableStandards", delete: "BatchDisableStandards" },
    id: (make) =>
      make.arn(
        "securityhub",
        stringOf(make.inputs["standardsArn"]).replace(/^.*:(standards|ruleset)\//, "subscription/"),
      ),
    createOnly: ["standardsArn"],
    overwrites: true,
  },
];

function serviceLinkedRoleArn(account: string, service: string): string {
  const known: Record<string, string> = { "config.amazonaws.com": "Config", "ecs.amazonaws.com": "ECS" };
  const name = known[service] ?? service.replace(/\.amazonaws\.com$/, "");
  return `arn:aws:iam::${account}:role/aws-service-role/${service}/AWSServiceRoleFor${name}`;
}

function uuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
}
