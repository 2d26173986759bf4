import { stringOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

export const entries: readonly Entry[] = [
  {
    token: "aws:guardduty/detector:Detector",
    noun: "GuardDuty Detector",
    operations: { update: "UpdateDetector" },
    id: (make) => make.hex(32),
    outputs: (make) => ({
      accountId: make.account,
      arn: make.arn("guardduty", `detector/${make.id}`),
      findingPublishingFrequency: "SIX_HOURS",
    }),
    defaults: { enable: true },
  },
  {
    token: "aws:guardduty/detectorFeature:DetectorFeature",
    noun: "GuardDuty Detector Feature",
    overwrites: true,
    operations: { create: "UpdateDetector", update: "UpdateDetector" },
    id: (make) => `${stringOf(make.inputs["detectorId"])}/${stringOf(make.inputs["name"])}`,
    createOnly: ["detectorId", "name"],
    autoName: false,
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
    id: (make) => make.account,
    outputs: (make) => ({
      arn: make.arn("securityhub", "hub/default"),
      controlFindingGenerator: "SECURITY_CONTROL",
    }),
    defaults: { autoEnableControls: true, enableDefaultStandards: true },
    createOnly: ["enableDefaultStandards"],
  },
  {
    token: "aws:securityhub/standardsSubscription:StandardsSubscription",
    noun: "Security Hub Standard",
    overwrites: true,
    service: "SecurityHub",
    operations: { create: "BatchEnableStandards", delete: "BatchDisableStandards" },
    id: (make) =>
      make.arn(
        "securityhub",
        `subscription/${stringOf(make.inputs["standardsArn"]).replace(/^.*?(standards|ruleset)\//, "")}`,
      ),
    outputs: (make) => ({ arn: make.id }),
    createOnly: ["standardsArn"],
  },
  {
    token: "aws:accessanalyzer/analyzer:Analyzer",
    noun: "IAM Access Analyzer Analyzer",
    service: "AccessAnalyzer",
    id: (make) => stringOf(make.inputs["analyzerName"]),
    outputs: (make) => ({ arn: make.arn("access-analyzer", `analyzer/${make.id}`) }),
    defaults: { type: "ACCOUNT" },
    createOnly: ["analyzerName", "type"],
  },
  {
    token: "aws:cfg/recorder:Recorder",
    noun: "ConfigService Configuration Recorder",
    service: "Config Service",
    operations: {
      create: "PutConfigurationRecorder",
      update: "PutConfigurationRecorder",
      delete: "DeleteConfigurationRecorder",
    },
    id: (make) => stringOf(make.inputs["name"]),
    outputs: () => ({
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: false },
      recordingMode: { recordingFrequency: "CONTINUOUS" },
    }),
  },
  {
    token: "aws:cfg/deliveryChannel:DeliveryChannel",
    noun: "ConfigService Delivery Channel",
    service: "Config Service",
    operations: { create: "PutDeliveryChannel", update: "PutDeliveryChannel" },
    id: (make) => stringOf(make.inputs["name"]),
  },
  {
    token: "aws:cfg/recorderStatus:RecorderStatus",
    noun: "ConfigService Configuration Recorder Status",
    service: "Config Service",
    operations: {
      create: "StartConfigurationRecorder",
      update: "StartConfigurationRecorder",
      delete: "StopConfigurationRecorder",
    },
    id: (make) => stringOf(make.inputs["name"]),
    createOnly: ["name"],
    autoName: false,
  },
];
