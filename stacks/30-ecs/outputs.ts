import * as pulumi from "@pulumi/pulumi";
import type { compute } from "../../shared/contracts/compute.ts";
import type { network } from "../../shared/contracts/network.ts";
import type { Published, Upstream } from "../../shared/stack-reference.ts";
import type { ComputeConfig } from "./config.ts";
import type { RunningServices } from "./engine.ts";
import type { FrontDoor } from "./front-door.ts";
import type { MigrationTask } from "./migration-task.ts";
import type { ImageRepositories } from "./repositories.ts";
import type { ServiceCluster } from "./service-cluster.ts";

export interface ComputeParts {
  config: ComputeConfig;
  repositories: ImageRepositories;
  cluster: ServiceCluster | undefined;
  doors: readonly FrontDoor[];
  services: RunningServices;
  migration: MigrationTask | undefined;
  network: Upstream<typeof network>;
}

/** What this layer publishes. */
export function describeCompute(parts: ComputeParts): Published<typeof compute> {
  const { config, repositories, cluster, services } = parts;
  const { engine, alb, discovery } = config.compute;
  return {
    engine,
    clusterName: cluster?.clusterName,
    clusterArn: cluster?.clusterArn,
    execLogGroupArn: cluster?.execLogGroupArn,
    countsTasks: cluster && config.compute.containerInsights !== "off",
    repositories: repositories.byName,
    services: services.outputs,
    publicLoadBalancer: describeDoor("public", parts),
    internalLoadBalancer: describeDoor("internal", parts),
    exposure: engine === "fargate" ? alb.exposure : "service",
    appUrl: describeUrl(parts),
    migration: describeMigration(parts),
    discovery,
    discoveryNamespaceId: cluster?.namespace?.id,
    discoveryNamespaceArn: cluster?.namespace?.arn,
  };
}

function describeDoor(
  scheme: "public" | "internal",
  { doors, services }: ComputeParts,
): Published<typeof compute>["publicLoadBalancer"] {
  const door = doors.find((one) => one.scheme === scheme);
  if (door === undefined) return undefined;
  const { arn, arnSuffix, dnsName, zoneId } = door.loadBalancer;
  return {
    arn,
    arnSuffix,
    dnsName,
    zoneId,
    listenerArn: door.listener.arn,
    https: door.https,
    targetGroupArnSuffixes: services.targetGroups(door),
  };
}

function describeUrl({ config, doors, services }: ComputeParts): pulumi.Input<string | undefined> {
  const door = doors.find(({ scheme }) => scheme === "public");
  if (door === undefined) return Object.values(services.outputs).find(({ url }) => url !== undefined)?.url;
  const protocol = door.https ? "https" : "http";
  return config.domain.api === undefined
    ? pulumi.interpolate`${protocol}://${door.loadBalancer.dnsName}`
    : `${protocol}://${config.domain.api}`;
}

function describeMigration({
  migration,
  cluster,
  network,
}: ComputeParts): Published<typeof compute>["migration"] {
  if (migration === undefined || cluster === undefined) return undefined;
  const { task } = migration;
  const { startRole, taskRole, logGroup } = task.identity;
  return {
    taskDefinitionArn: task.taskDefinitionArn,
    taskRoleArn: taskRole.arn,
    executionRoleArn: startRole?.arn ?? taskRole.arn,
    clusterArn: cluster.clusterArn,
    subnetIds: network.taskSubnetIds,
    securityGroupId: network.securityGroupIds.apply(({ app }) => app),
    assignPublicIp: network.assignPublicIp,
    containerName: migration.containerName,
    logGroupName: logGroup.name,
  };
}
