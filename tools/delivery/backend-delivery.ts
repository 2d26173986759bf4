import { setTimeout } from "node:timers/promises";
import type { AwsSettings } from "../../shared/gate.ts";
import { UserError } from "../errors.ts";
import {
  brings,
  startDeployment,
  usualPatience,
  waitForDeployment,
  type EcsService,
} from "../operations/deployments.ts";
import { runMigration } from "../operations/migration.ts";
import { registerWithImage } from "../operations/task-definitions.ts";

/** As stacks/99-cicd/delivery-settings.ts writes it. */
export interface BackendSettings {
  engine: string;
  clusterArn?: string;
  repositories: Record<string, string>;
  services: Record<string, { name: string; arn?: string; taskFamily?: string }>;
  migration?: {
    taskDefinitionArn: string;
    containerName: string;
    subnetIds: string[];
    securityGroupId: string;
    assignPublicIp: boolean;
    logGroupName: string;
  };
}

/** What a step delivers with. */
export interface Delivery {
  aws: AwsSettings;
  settings: BackendSettings;
  /** Told what happens meanwhile. */
  say(line: string): void;
  /** How often to look whether something is done; seconds. */
  pauseSeconds?: number;
}

/**
 * Runs the migration with a new image, once, and waits for it.
 *
 * @returns how it ended, for people
 * @throws UserError where it ended badly, with its exit code
 */
export async function migrate(delivery: Delivery, image: string): Promise<string> {
  const { aws, settings, say, pauseSeconds = usualPatience.pauseSeconds } = delivery;
  const { migration } = settings;
  if (migration === undefined) return "nothing to migrate: 30-ecs has no migration yet";
  const { taskDefinitionArn, containerName, logGroupName, ...network } = migration;
  // Without its revision, the family's newest: another delivery may have made one.
  const family = taskDefinitionArn.replace(/:\d+$/, "").replace(/^.*\//, "");
  const { exitCode, reason, taskDefinition } = await runMigration({
    ...{ aws, image, pauseSeconds, onLine: say },
    migration: {
      ...network,
      ...{ taskDefinition: family, cluster: clusterOf(settings) },
      ...{ container: containerName, logGroup: logGroupName },
    },
  });
  if (exitCode === 0) return `migrated with ${taskDefinition}`;
  throw new UserError(
    `the migration ended with exit code ${exitCode ?? "none"}, expected 0 (${reason ?? "no reason given"})`,
    {
      remedy: `nothing else was deployed; look at the log group ${logGroupName}`,
      exitCode: exitCode ?? 1,
    },
  );
}

/** Gives a service a revision with a new image. */
export async function update({ aws, settings }: Delivery, service: string, image: string): Promise<string> {
  const of = serviceOf(aws, settings, service);
  const { taskFamily = of.service } = settings.services[service] ?? {};
  const definition = await registerWithImage(aws, taskFamily, of.container, image);
  await startDeployment(of, definition);
  return `${of.service} gets ${definition}`;
}

/**
 * Waits until a service runs an image.
 *
 * @throws UserError where it runs another in the end
 */
export async function waitFor(delivery: Delivery, service: string, image: string): Promise<string> {
  const { aws, settings, say, pauseSeconds = usualPatience.pauseSeconds } = delivery;
  const of = serviceOf(aws, settings, service);
  await waitForDeployment(of, brings(of, image), { ...usualPatience, pauseSeconds }, say);
  return `${of.service} runs ${image}`;
}

/**
 * Asks a URL until it answers 200.
 *
 * @throws UserError where it has not after so many attempts
 */
export async function smoke(url: string, attempts = 20, pauseSeconds = 6): Promise<string> {
  let last = "";
  for (let attempt = 1; attempt <= attempts; attempt++) {
    if (attempt > 1) await setTimeout(pauseSeconds * 1000);
    const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch(String);
    if (typeof answer !== "string" && answer.status === 200) return `${url} answers 200`;
    last = typeof answer === "string" ? answer : String(answer.status);
  }
  throw new UserError(`${url} does not answer as it should, expected 200, got ${last}`);
}

function serviceOf(aws: AwsSettings, settings: BackendSettings, service: string): EcsService {
  const found = settings.services[service];
  if (found !== undefined) {
    return { aws, cluster: clusterOf(settings), service: found.name, container: service };
  }
  throw new UserError(
    `"${service}" is not a service, expected one of ${Object.keys(settings.services).sort().join(", ") || "none"}`,
  );
}

function clusterOf({ clusterArn, engine }: BackendSettings): string {
  if (engine === "fargate" && clusterArn !== undefined) return clusterArn;
  throw new UserError(`services of engine "${engine}" are delivered by 30-ecs, expected engine "fargate"`, {
    remedy: "set compute.services.<name>.image to the pushed digest and roll 30-ecs out",
  });
}
