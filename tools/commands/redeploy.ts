import { findService, reachService } from "../operations/chosen-service.ts";
import { startDeployment, usualPatience, waitForDeployment } from "../operations/deployments.ts";
import { openSession } from "../operations/session.ts";
import { print, printError } from "../output.ts";
import type { ProjectOptions } from "../project.ts";

export interface RedeployOptions extends ProjectOptions {
  /** Minutes. */
  timeout?: number;
}

/** `rollout redeploy <service>`: replaces its tasks by new ones of the same revision; 1 where they do not hold. */
export async function redeploy(name: string, options: RedeployOptions): Promise<number> {
  const session = await openSession("redeploy", options);
  const of = await reachService(session, findService(session.environment, name), "redeploy");
  const id = await startDeployment(of);
  printError(`deployment ${id} of service "${of.service}" has begun`);
  const patience = { ...usualPatience, minutes: options.timeout ?? usualPatience.minutes };
  await waitForDeployment(of, (deployment) => deployment.id === id, patience, printError);
  print(`service "${of.service}" runs on new tasks`);
  return 0;
}
