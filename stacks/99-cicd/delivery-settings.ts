import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Compute } from "./backend-policy.ts";
import type { Site } from "./frontend-policy.ts";

/** What a delivery of the backend must know; everything else it finds out by itself. */
export function backendSettings(compute: Compute): string {
  const { engine, clusterArn, repositories, services, migration, appUrl } = compute;
  return JSON.stringify({
    engine,
    clusterArn,
    repositories: Object.fromEntries(Object.entries(repositories).map(([name, { url }]) => [name, url])),
    services: Object.fromEntries(
      Object.entries(services).map(([key, { name, arn, taskFamily }]) => [key, { name, arn, taskFamily }]),
    ),
    migration: migration && {
      taskDefinitionArn: migration.taskDefinitionArn,
      containerName: migration.containerName,
      subnetIds: migration.subnetIds,
      securityGroupId: migration.securityGroupId,
      assignPublicIp: migration.assignPublicIp,
      logGroupName: migration.logGroupName,
    },
    appUrl,
  });
}

/** What a delivery of the web app must know. */
export function frontendSettings(site: Site): string {
  const { mode, siteBucketName, distributionId, amplifyAppId, amplifyBranch, webUrl } = site;
  return JSON.stringify({ mode, siteBucketName, distributionId, amplifyAppId, amplifyBranch, webUrl });
}

export interface DeliverySettingsArgs {
  /** Values by name in SSM. */
  values: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Where the products' workflows find what they need, so that nobody copies ids into GitHub. */
export class DeliverySettings extends pulumi.ComponentResource {
  constructor(name: string, args: DeliverySettingsArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:99-cicd:DeliverySettings", name, {}, options);
    for (const [path, value] of Object.entries(args.values)) {
      // "insecure" keeps the value legible in previews; nothing in it is secret.
      new aws.ssm.Parameter(
        path.split("/").slice(3).join("/"),
        // Four services with their roles can be more than the 4 KB of the standard tier.
        { name: path, type: "String", tier: "Intelligent-Tiering", insecureValue: value },
        { parent: this },
      );
    }
    this.registerOutputs();
  }
}
