import { relative } from "node:path";
import { UserError } from "../errors.ts";
import { findService, reachService } from "../operations/chosen-service.ts";
import { configuredAs, writeImage } from "../operations/configured-image.ts";
import { startDeployment, usualPatience, waitForDeployment } from "../operations/deployments.ts";
import { listAll } from "../operations/environment.ts";
import { planRollback, requireImage, type Revision, type RollbackPlan } from "../operations/rollback.ts";
import { openSession } from "../operations/session.ts";
import { ask, isTerminal, print, printError } from "../output.ts";
import type { ProjectOptions } from "../project.ts";

export interface RollbackOptions extends ProjectOptions {
  /** A revision's number. */
  to?: number;
  yes?: boolean;
  /** Minutes. */
  timeout?: number;
}

/**
 * `rollout rollback <service>`: returns to an earlier revision, in AWS at once and in the configuration for the next
 * rollout; 1 where it does not hold.
 */
export async function rollback(name: string, options: RollbackOptions): Promise<number> {
  const session = await openSession("rollback", options);
  const { environment, project } = session;
  const found = findService(environment, name);
  const of = await reachService(session, found, "rollback");
  const plan = await planRollback(of, options.to);
  const { image } = found.it;
  const repository = listAll(environment, "repositories").find((one) => one.name === image.repository)?.it;
  await requireImage(of.aws, plan.to, repository);

  printPlan(plan, found.stack.node.layer.name);
  await confirm(plan, name, options);

  const id = await startDeployment(of, plan.to.taskDefinition);
  printError(`deployment ${id} of service "${of.service}" has begun`);
  // At once, since the next rollout would bring the bad version back, whatever comes of waiting.
  const changed = await writeImage(found.stack.node, image, configuredAs(plan.to.image, repository));
  if (changed !== undefined) {
    print(`changed ${relative(project.repository.root, changed.file)}, which is to be committed:`);
    for (const line of changed.lines) print(`  ${line}`);
  }
  const patience = { ...usualPatience, minutes: options.timeout ?? usualPatience.minutes };
  await waitForDeployment(of, (deployment) => deployment.id === id, patience, printError);
  print(`service "${of.service}" runs revision ${plan.to.number} again; the database is as it was`);
  return 0;
}

function printPlan({ from, to, differences }: RollbackPlan, layer: string): void {
  print(`runs          ${describe(from)}`);
  print(`goes back to  ${describe(to)}`);
  if (differences.length === 0) return;
  print(`they also differ in ${differences.join(", ")}: the next rollout of ${layer} brings those back`);
}

function describe({ number, image, registeredAt }: Revision): string {
  const when =
    registeredAt === undefined ? "" : `, of ${registeredAt.toISOString().slice(0, 16).replace("T", " ")}`;
  return `revision ${number}${when}: ${image}`;
}

async function confirm({ to }: RollbackPlan, name: string, { yes }: RollbackOptions): Promise<void> {
  if (yes === true) return;
  if (!isTerminal()) {
    throw new UserError(`the rollback of service "${name}" is not confirmed, expected --yes`, {
      remedy: `nothing was changed; add --yes to: rollout rollback ${name}`,
    });
  }
  if (/^y(es)?$/i.test(await ask(`return service "${name}" to revision ${to.number}? (y/N) `))) return;
  throw new UserError("not confirmed; nothing was changed");
}
