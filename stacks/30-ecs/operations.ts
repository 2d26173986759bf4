import type { OutputValues } from "../../shared/contract.ts";
import { compute } from "../../shared/contracts/compute.ts";
import {
  defineOperations,
  type ConfiguredImage,
  type FurtherImage,
  type MigrationOperations,
  type ServiceOperations,
} from "../../shared/operations.ts";
import { computeConfig, type ComputeConfig } from "./config.ts";
import { setupRepository } from "./database-setup.ts";

type Outputs = OutputValues<typeof compute>;

export default defineOperations({
  contract: compute,
  config: computeConfig,
  of: ({ outputs, config }) => ({
    cluster: outputs.clusterArn,
    services: describeServices(outputs, config),
    images: describeSetupImage(config),
    migration: describeMigration(outputs, config),
    repositories: Object.fromEntries(
      Object.entries(outputs.repositories).map(([name, { url }]) => [name, url]),
    ),
    addresses: {
      ...Object.fromEntries(Object.entries(outputs.services).map(([name, { url }]) => [name, url])),
      api: outputs.appUrl,
    },
    logs: outputs.migration === undefined ? {} : { migration: outputs.migration.logGroupName },
  }),
});

function describeServices(
  { engine, clusterArn, services }: Outputs,
  { compute: { services: configured, architecture } }: Pick<ComputeConfig, "compute">,
): Record<string, ServiceOperations> {
  return Object.fromEntries(
    Object.entries(services).flatMap(([name, { name: service, arn, logGroupName }]) => {
      const config = configured[name];
      // Taken out of the configuration, and not yet of AWS.
      if (config === undefined) return [];
      const operations: ServiceOperations = {
        engine,
        // Express Mode, App Runner and Lambda have deployments of their own kind.
        ...(engine === "fargate" && { ecs: { cluster: clusterArn, service, container: name } }),
        logGroup: (engine === "apprunner" ? appRunnerLog(arn) : undefined) ?? logGroupName,
        image: imageOf(name, config),
        architecture,
        secrets: Object.values(config.secrets),
        exec: config.exec,
        health: config.port === undefined ? undefined : { port: config.port, path: config.health.path },
      };
      return [[name, operations]];
    }),
  );
}

/**
 * Where App Runner writes what an app prints, by the ARN "…:service/<name>/<id>": it takes no log group of ours.
 * https://docs.aws.amazon.com/apprunner/latest/dg/monitor-cwl.html
 */
function appRunnerLog(arn: string | undefined): string | undefined {
  const [, service] = /:service\/(.+\/.+)$/.exec(arn ?? "") ?? [];
  return service === undefined ? undefined : `/aws/apprunner/${service}/application`;
}

function describeMigration(
  { migration }: Outputs,
  { compute: { migrations, services } }: Pick<ComputeConfig, "compute">,
): MigrationOperations | undefined {
  if (migration === undefined) return undefined;
  const { taskDefinitionArn, clusterArn, containerName, logGroupName, ...network } = migration;
  const service = services[migrations.service];
  return {
    taskDefinition: taskDefinitionArn,
    cluster: clusterArn,
    container: containerName,
    subnetIds: network.subnetIds,
    securityGroupId: network.securityGroupId,
    assignPublicIp: network.assignPublicIp,
    logGroup: logGroupName,
    ...(service !== undefined && { image: imageOf(migrations.service, service) }),
  };
}

function describeSetupImage({
  compute: { migrations, architecture },
}: Pick<ComputeConfig, "compute">): FurtherImage[] {
  if (!migrations.enabled) return [];
  const key = ["compute", "migrations", "setupImage"] as const;
  const image = { key, configured: migrations.setupImage, repository: setupRepository };
  return [{ image, architecture }];
}

function imageOf(
  name: string,
  { image, repository }: ComputeConfig["compute"]["services"][string],
): ConfiguredImage {
  return {
    key: ["compute", "services", name, "image"],
    configured: image,
    repository: repository ?? name,
  };
}
