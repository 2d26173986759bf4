import { setTimeout as sleep } from "node:timers/promises";
import type { Deployment, Service } from "@aws-sdk/client-ecs";
import type { AwsSettings } from "../../shared/gate.ts";
import { UserError } from "../errors.ts";
import { describeDefinition, imageOf } from "./task-definitions.ts";

/** A service of ECS. */
export interface EcsService {
  aws: AwsSettings;
  cluster: string;
  service: string;
  /** The container with the product's code. */
  container: string;
}

/** How long to wait for a deployment, and how often to look. */
export interface Patience {
  minutes: number;
  pauseSeconds: number;
}

export const usualPatience: Patience = { minutes: 30, pauseSeconds: 5 };

/** @throws UserError where ECS does not have it */
export async function describeService({ aws, cluster, service }: EcsService): Promise<Service> {
  const { ECSClient, DescribeServicesCommand } = await import("@aws-sdk/client-ecs");
  const { services = [] } = await new ECSClient(aws).send(
    new DescribeServicesCommand({ cluster, services: [service] }),
  );
  const found = services.find(({ status }) => status !== "INACTIVE");
  if (found !== undefined) return found;
  throw new UserError(`ECS has no service "${service}" in ${cluster}, expected the one that was deployed`, {
    remedy: "somebody has deleted it; see what else is missing: rollout drift",
    exitCode: 1,
  });
}

/**
 * Starts a deployment: new tasks of a revision, or of the one that runs.
 *
 * @returns the deployment's id
 */
export async function startDeployment(of: EcsService, taskDefinition?: string): Promise<string> {
  const { ECSClient, UpdateServiceCommand } = await import("@aws-sdk/client-ecs");
  const { service } = await new ECSClient(of.aws).send(
    new UpdateServiceCommand({
      ...{ cluster: of.cluster, service: of.service },
      ...(taskDefinition === undefined ? { forceNewDeployment: true } : { taskDefinition }),
    }),
  );
  return primaryOf(service)?.id ?? "";
}

/** The deployment that ECS works on, or has finished last. */
export function primaryOf(service: Service | undefined): Deployment | undefined {
  return service?.deployments?.find(({ status }) => status === "PRIMARY");
}

/** Whether a deployment is the one that is waited for: by its id, or by the image that it brings. */
export type IsOurs = (deployment: Deployment) => Promise<boolean> | boolean;

/** By the image in the deployment's revision. */
export function brings({ aws, container }: EcsService, image: string): IsOurs {
  return async ({ taskDefinition = "" }) =>
    imageOf(await describeDefinition(aws, taskDefinition), container) === image;
}

/**
 * Waits until a deployment is completed. ECS also calls a service stable that it has rolled back, so it is the
 * deployment that counts (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html).
 *
 * @param say is told what ECS tells of the service meanwhile
 * @throws UserError where it failed, was rolled back or overtaken, or takes too long
 */
export async function waitForDeployment(
  of: EcsService,
  isOurs: IsOurs,
  { minutes, pauseSeconds }: Patience,
  say: (line: string) => void,
): Promise<void> {
  const start = Date.now();
  const told = new Set<string>();
  for (;;) {
    const service = await describeService(of);
    for (const { id = "", message = "", createdAt } of [...(service.events ?? [])].reverse()) {
      if (told.has(id) || (createdAt?.getTime() ?? 0) < start - 1000) continue;
      told.add(id);
      say(message);
    }
    const primary = primaryOf(service);
    if (primary === undefined) throw notHeld(of, "has no deployment at all", undefined);
    if (!(await isOurs(primary))) throw await describeOther(of, service, primary, isOurs);
    if (primary.rolloutState === "FAILED") throw notHeld(of, "did not start its new tasks", primary);
    if (isDone(primary, service)) return;
    if (Date.now() - start > minutes * 60_000) {
      throw new UserError(
        `service "${of.service}" is not done after ${minutes} minutes: ${primary.runningCount} of ${primary.desiredCount} new tasks run, ${primary.failedTasks ?? 0} failed`,
        {
          remedy: `it goes on without us; look at why: rollout logs, or the events of the service`,
          exitCode: 1,
        },
      );
    }
    await sleep(pauseSeconds * 1000);
  }
}

/** Services that are not rolled out by ECS itself have no rollout state. */
function isDone(
  { rolloutState, runningCount, desiredCount }: Deployment,
  { deployments = [] }: Service,
): boolean {
  if (rolloutState !== undefined) return rolloutState === "COMPLETED";
  return deployments.length === 1 && runningCount === desiredCount;
}

async function describeOther(
  of: EcsService,
  { deployments = [] }: Service,
  primary: Deployment,
  isOurs: IsOurs,
): Promise<UserError> {
  const runs = imageOf(await describeDefinition(of.aws, primary.taskDefinition ?? ""), of.container);
  const isFailed = await Promise.all(
    deployments.map(async (one) => one.rolloutState === "FAILED" && (await isOurs(one))),
  );
  const isRolledBack =
    isFailed.includes(true) || /roll(ed|ing)? ?back/i.test(primary.rolloutStateReason ?? "");
  return notHeld(
    of,
    `${isRolledBack ? "was rolled back" : "was given another deployment meanwhile"} and runs "${runs ?? "nothing"}"`,
    primary,
  );
}

function notHeld({ service }: EcsService, what: string, deployment: Deployment | undefined): UserError {
  const reason = deployment?.rolloutStateReason;
  return new UserError(`service "${service}" ${what}${reason === undefined ? "" : ` (${reason})`}`, {
    remedy:
      "look at why the new tasks stopped or failed their health check: rollout logs; tasks that ran before still serve",
    exitCode: 1,
  });
}
