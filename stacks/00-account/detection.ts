import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../../shared/naming.ts";
import type { Adopted } from "./adopted.ts";
import { guarddutyFeatureNames, type AccountSettings } from "./config.ts";
import type { LogStore } from "./log-store.ts";

export interface DetectionArgs {
  scope: Scope;
  logs: LogStore;
  adopted: Pick<Adopted, "guarddutyDetectorId">;
  settings: Pick<
    AccountSettings,
    | "configFrequency"
    | "configRecorder"
    | "configServiceRole"
    | "guardduty"
    | "guarddutyFeatures"
    | "securityHub"
  >;
}

/** What watches the account: GuardDuty for threats, AWS Config for changes, Security Hub for weak settings. */
export class Detection extends pulumi.ComponentResource {
  constructor(name: string, args: DetectionArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:00-account:Detection", name, {}, opts);
    const { scope, logs, settings } = args;
    const child = { parent: this };

    const detectorId =
      settings.guardduty === "create" ? createDetector().id : args.adopted.guarddutyDetectorId;
    if (detectorId !== undefined) createProtectionPlans(detectorId);
    const recording = settings.configRecorder === "create" ? createRecorder() : undefined;
    if (settings.securityHub !== "skip") createSecurityHub(settings.securityHub);
    this.registerOutputs({});

    function createDetector() {
      return new aws.guardduty.Detector(
        `${name}-guardduty`,
        { enable: true, findingPublishingFrequency: "FIFTEEN_MINUTES" },
        child,
      );
    }

    function createProtectionPlans(detectorId: pulumi.Input<string>) {
      for (const feature of guarddutyFeatureNames) {
        const isOn = settings.guarddutyFeatures.includes(feature);
        new aws.guardduty.DetectorFeature(
          `${name}-guardduty-${feature}`,
          {
            detectorId,
            name: feature,
            status: isOn ? "ENABLED" : "DISABLED",
            ...(feature === "RUNTIME_MONITORING" &&
              isOn && {
                additionalConfigurations: [
                  { name: "EKS_ADDON_MANAGEMENT", status: "DISABLED" },
                  { name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "ENABLED" },
                  { name: "EC2_AGENT_MANAGEMENT", status: "DISABLED" },
                ],
              }),
          },
          child,
        );
      }
    }

    function createRecorder() {
      const serviceRole =
        settings.configServiceRole === "create"
          ? new aws.iam.ServiceLinkedRole(
              `${name}-config-role`,
              { awsServiceName: "config.amazonaws.com" },
              child,
            )
          : undefined;
      const recorder = new aws.cfg.Recorder(
        `${name}-config`,
        {
          // Config.1 accepts this role only.
          roleArn: `arn:aws:iam::${scope.accountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
          recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
          recordingMode: { recordingFrequency: settings.configFrequency.toUpperCase() },
        },
        { ...child, dependsOn: serviceRole ? [serviceRole] : [] },
      );
      const channel = new aws.cfg.DeliveryChannel(
        `${name}-config`,
        { s3BucketName: logs.bucketName },
        { ...child, dependsOn: [recorder, logs.bucketPolicy] },
      );
      return new aws.cfg.RecorderStatus(
        `${name}-config`,
        { name: recorder.name, isEnabled: true },
        { ...child, dependsOn: [channel] },
      );
    }

    function createSecurityHub(mode: "create" | "adopt") {
      const hub =
        mode === "create"
          ? new aws.securityhub.Account(
              `${name}-security-hub`,
              {
                // The standard below is the one that we hold ourselves to; AWS would add another.
                enableDefaultStandards: false,
                controlFindingGenerator: "SECURITY_CONTROL",
                autoEnableControls: true,
              },
              { ...child, dependsOn: recording ? [recording] : [] },
            )
          : undefined;
      new aws.securityhub.StandardsSubscription(
        `${name}-security-hub-fsbp`,
        {
          standardsArn: `arn:aws:securityhub:${scope.region}::standards/aws-foundational-security-best-practices/v/1.0.0`,
        },
        { ...child, dependsOn: hub ? [hub] : recording ? [recording] : [] },
      );
    }
  }
}
