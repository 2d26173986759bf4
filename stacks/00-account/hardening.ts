import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountSettings } from "./config.ts";
import { serviceTrust } from "../../shared/policy-document.ts";

export interface HardeningArgs {
  settings: Pick<
    AccountSettings,
    | "apiGatewayLogs"
    | "blockPublicS3"
    | "blockPublicSnapshots"
    | "ecsSettings"
    | "encryptEbs"
    | "registryScanning"
    | "requireImdsV2"
  >;
}

/**
 * Settings of the account and its region for whatever is made in them. There is one of each, which AWS overwrites and
 * resets to its lax default: removing this stack leaves them as they are.
 */
export class Hardening extends pulumi.ComponentResource {
  constructor(name: string, { settings }: HardeningArgs, opts: pulumi.ComponentResourceOptions) {
    super("micro-stacks:00-account:Hardening", name, {}, opts);
    const child = { parent: this };
    const stays = { ...child, retainOnDelete: true };

    if (settings.blockPublicS3) createS3Block();
    if (settings.encryptEbs) createEbsEncryption();
    if (settings.blockPublicSnapshots) createSnapshotBlock();
    if (settings.requireImdsV2) createMetadataDefaults();
    createEcsSettings();
    if (settings.registryScanning !== "skip") createRegistryScanning(settings.registryScanning);
    if (settings.apiGatewayLogs === "create") createApiGatewayLogs();
    this.registerOutputs({});

    function createS3Block() {
      return new aws.s3.AccountPublicAccessBlock(
        `${name}-s3`,
        {
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        },
        stays,
      );
    }

    function createEbsEncryption() {
      return new aws.ebs.EncryptionByDefault(`${name}-ebs`, { enabled: true }, stays);
    }

    function createSnapshotBlock() {
      return new aws.ebs.SnapshotBlockPublicAccess(
        `${name}-snapshots`,
        { state: "block-all-sharing" },
        stays,
      );
    }

    function createMetadataDefaults() {
      return new aws.ec2.InstanceMetadataDefaults(
        `${name}-imds`,
        // Two hops let a container on the instance reach it too.
        { httpTokens: "required", httpPutResponseHopLimit: 2 },
        stays,
      );
    }

    function createEcsSettings() {
      for (const [setting, value] of Object.entries(settings.ecsSettings)) {
        new aws.ecs.AccountSettingDefault(`${name}-ecs-${setting}`, { name: setting, value }, stays);
      }
    }

    function createRegistryScanning(kind: "basic" | "enhanced") {
      return new aws.ecr.RegistryScanningConfiguration(
        `${name}-ecr`,
        {
          scanType: kind.toUpperCase(),
          rules: [
            {
              scanFrequency: kind === "basic" ? "SCAN_ON_PUSH" : "CONTINUOUS_SCAN",
              repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }],
            },
          ],
        },
        stays,
      );
    }

    function createApiGatewayLogs() {
      const role = new aws.iam.Role(
        `${name}-api-gateway-logs`,
        {
          description: "API Gateway writes logs",
          assumeRolePolicy: serviceTrust("apigateway.amazonaws.com"),
        },
        child,
      );
      const policy = new aws.iam.RolePolicyAttachment(
        `${name}-api-gateway-logs`,
        {
          role: role.name,
          policyArn: "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
        },
        child,
      );
      // API Gateway tries the role at once. Removed with its role, as the setting is no use without it.
      new aws.apigateway.Account(
        `${name}-api-gateway`,
        { cloudwatchRoleArn: role.arn },
        { ...child, dependsOn: [policy] },
      );
    }
  }
}
