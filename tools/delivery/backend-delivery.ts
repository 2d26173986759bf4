import { setTimeout } from "node:timers/promises";
import { UserError } from "../errors.ts";
import type { Aws } from "./settings.ts";
import { imageOf, withImage, type TaskDefinition } from "./task-definitions.ts";

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

interface Deployment {
  status: string;
  taskDefinition: string;
  rolloutStateReason?: string;
}

/**
 * Runs the migration with a new image, once, and waits for it.
 *
 * @returns how it ended, for people
 * @throws UserError where it ended badly
 */
export async function migrate(aws: Aws, settings: BackendSettings, image: string): Promise<string> {
  const { migration } = settings;
  if (migration === undefined) return "nothing to migrate: 30-ecs has no migration yet";
  const { containerName, subnetIds, securityGroupId, assignPublicIp, logGroupName } = migration;
  // Without its revision, the family's newest.
  const family = migration.taskDefinitionArn.replace(/:\d+$/, "").replace(/^.*\//, "");
  const definition = await register(aws, family, containerName, image);
  const network = {
    awsvpcConfiguration: {
      subnets: subnetIds,
      securityGroups: [securityGroupId],
      assignPublicIp: assignPublicIp ? "ENABLED" : "DISABLED",
    },
  };
  const { tasks, failures } = (await aws([
    ...["ecs", "run-task", "--cluster", clusterOf(settings), "--launch-type", "FARGATE"],
    ...["--task-definition", definition, "--network-configuration", JSON.stringify(network)],
  ])) as { tasks: { taskArn: string }[]; failures?: { reason: string }[] };
  const task = tasks[0]?.taskArn;
  if (task === undefined) throw new UserError(`the migration did not start: ${failures?.[0]?.reason ?? ""}`);
  await aws(["ecs", "wait", "tasks-stopped", "--cluster", clusterOf(settings), "--tasks", task]);
  const { tasks: ended } = (await aws([
    ...["ecs", "describe-tasks", "--cluster", clusterOf(settings), "--tasks", task],
  ])) as { tasks: { stoppedReason?: string; containers: { name: string; exitCode?: number }[] }[] };
  const exitCode = ended[0]?.containers.find(({ name }) => name === containerName)?.exitCode;
  if (exitCode === 0) return `migrated with ${definition}`;
  throw new UserError(
    `the migration ended with exit code ${exitCode ?? "none"}, expected 0 (${ended[0]?.stoppedReason ?? "no reason given"})`,
    { remedy: `nothing else was deployed; look at the log group ${logGroupName}` },
  );
}

/** Gives a service a revision with a new image. */
export async function update(
  aws: Aws,
  settings: BackendSettings,
  service: string,
  image: string,
): Promise<string> {
  const { name, taskFamily = name } = serviceOf(settings, service);
  const definition = await register(aws, taskFamily, service, image);
  await aws([
    ...["ecs", "update-service", "--cluster", clusterOf(settings), "--service", name],
    ...["--task-definition", definition],
  ]);
  return `${name} gets ${definition}`;
}

/**
 * Waits until a service runs an image.
 *
 * @throws UserError where it runs another in the end: ECS calls a service stable that was rolled back
 */
export async function waitFor(
  aws: Aws,
  settings: BackendSettings,
  service: string,
  image: string,
): Promise<string> {
  const { name } = serviceOf(settings, service);
  const which = ["--cluster", clusterOf(settings), "--services", name];
  await aws(["ecs", "wait", "services-stable", ...which]);
  const { services } = (await aws(["ecs", "describe-services", ...which])) as {
    services: { deployments: Deployment[] }[];
  };
  const primary = services[0]?.deployments.find(({ status }) => status === "PRIMARY");
  const runs = primary && imageOf(await describe(aws, primary.taskDefinition), service);
  if (runs === image) return `${name} runs ${image}`;
  throw new UserError(
    `${name} was rolled back: it runs "${runs ?? "nothing"}", expected "${image}"` +
      (primary?.rolloutStateReason === undefined ? "" : ` (${primary.rolloutStateReason})`),
    { remedy: "look at why the new tasks stopped or failed their health check; the old ones still serve" },
  );
}

/** Asks a URL until it answers 200. */
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

async function register(aws: Aws, family: string, container: string, image: string): Promise<string> {
  const input = withImage(await describe(aws, family), container, image);
  const { taskDefinition } = (await aws([
    ...["ecs", "register-task-definition", "--cli-input-json", JSON.stringify(input)],
  ])) as { taskDefinition: { taskDefinitionArn: string } };
  return taskDefinition.taskDefinitionArn;
}

async function describe(aws: Aws, taskDefinition: string): Promise<TaskDefinition> {
  const described = (await aws([
    ...["ecs", "describe-task-definition", "--task-definition", taskDefinition],
  ])) as { taskDefinition: TaskDefinition };
  return described.taskDefinition;
}

function clusterOf({ clusterArn, engine }: BackendSettings): string {
  if (engine === "fargate" && clusterArn !== undefined) return clusterArn;
  throw new UserError(`services of engine "${engine}" are delivered by 30-ecs, expected engine "fargate"`, {
    remedy: "set compute.services.<name>.image to the pushed digest and roll 30-ecs out",
  });
}

function serviceOf({ services }: BackendSettings, service: string): BackendSettings["services"][string] {
  const found = services[service];
  if (found !== undefined) return found;
  throw new UserError(
    `"${service}" is not a service, expected one of ${Object.keys(services).sort().join(", ") || "none"}`,
  );
}
