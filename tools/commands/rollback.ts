import { relative } from "node:path";
import { UserError } from "../errors.ts";
import { findService, reachService, type FoundService } from "../operations/chosen-service.ts";
import { addressOf, configuredAs, writeImage } from "../operations/configured-image.ts";
import { findEarlierImage } from "../operations/configured-rollback.ts";
import { startDeployment, usualPatience, waitForDeployment } from "../operations/deployments.ts";
import { listAll } from "../operations/environment.ts";
import { planRollback, requireImage, type Revision, type RollbackPlan } from "../operations/rollback.ts";
import { awsOf, openSession, type OperationsSession } from "../operations/session.ts";
import { ask, isTerminal, print, printError } from "../output.ts";
import type { Project, ProjectOptions } from "../project.ts";

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
  const { image } = found.it;
  const repository = listAll(environment, "repositories").find((one) => one.name === image.repository)?.it;
  if (found.it.ecs === undefined) return rollBackConfiguration(name, found, repository, session, options);
  const of = await reachService(session, found, "rollback");
  const plan = await planRollback(of, options.to);
  await requireImage(of.aws, plan.to.image, `revision ${plan.to.number}`, repository);

  printPlan(plan, found.stack.node.layer.name);
  await confirm(`return service "${name}" to revision ${plan.to.number}`, name, options);

  const id = await startDeployment(of, plan.to.taskDefinition);
  printError(`deployment ${id} of service "${of.service}" has begun`);
  // At once, since the next rollout would bring the bad version back, whatever comes of waiting.
  await write(configuredAs(plan.to.image, repository), found, project);
  const patience = { ...usualPatience, minutes: options.timeout ?? usualPatience.minutes };
  await waitForDeployment(of, (deployment) => deployment.id === id, patience, printError);
  print(`service "${of.service}" runs revision ${plan.to.number} again; the database is as it was`);
  return 0;
}

/** For what has no revisions to return to: the image that was configured before, which the next rollout deploys. */
async function rollBackConfiguration(
  name: string,
  found: FoundService,
  repository: string | undefined,
  { environment, project, world }: OperationsSession,
  options: RollbackOptions,
): Promise<number> {
  const { engine, image } = found.it;
  const { layer, stack, id } = found.stack.node;
  if (options.to !== undefined) {
    throw new UserError(`service "${name}" runs on ${engine}, which has no revisions, expected no --to`, {
      remedy: "leave it out for the image that was configured before",
    });
  }
  const file = layer.stacks.get(stack)?.file ?? "";
  const earlier = await findEarlierImage(file, layer.name, image.key, image.configured);
  if (earlier === undefined) {
    throw new UserError(
      `the history of ${relative(project.repository.root, file)} has no earlier image of service "${name}", expected one`,
      { remedy: "build the version that you want again, and bring it up: rollout images push" },
    );
  }
  const address = addressOf(earlier.image, repository) ?? earlier.image;
  await requireImage(await awsOf(found.stack, world), address, `commit ${earlier.commit}`, repository);
  print(`is configured  ${image.configured || "no image"}`);
  print(`goes back to   ${earlier.image}, of commit ${earlier.commit}`);
  await confirm(`return service "${name}" to the image of commit ${earlier.commit}`, name, options);
  await write(earlier.image, found, project);
  print(`next: rollout up ${id} --env ${environment.environment}; the database is as it was`);
  return 0;
}

async function write(image: string, { it, stack }: FoundService, { repository }: Project): Promise<void> {
  const changed = await writeImage(stack.node, it.image, image);
  if (changed === undefined) return;
  print(`changed ${relative(repository.root, changed.file)}, which is to be committed:`);
  for (const line of changed.lines) print(`  ${line}`);
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

async function confirm(what: string, name: string, { yes }: RollbackOptions): Promise<void> {
  if (yes === true) return;
  if (!isTerminal()) {
    throw new UserError(`the rollback of service "${name}" is not confirmed, expected --yes`, {
      remedy: `nothing was changed; add --yes to: rollout rollback ${name}`,
    });
  }
  if (/^y(es)?$/i.test(await ask(`${what}? (y/N) `))) return;
  throw new UserError("not confirmed; nothing was changed");
}
