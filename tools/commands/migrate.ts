import { UserError } from "../errors.ts";
import { addressOf } from "../operations/configured-image.ts";
import { usualPatience } from "../operations/deployments.ts";
import { describeAbsent, listAll, type OperableEnvironment } from "../operations/environment.ts";
import { runMigration } from "../operations/migration.ts";
import { awsOf, openSession } from "../operations/session.ts";
import { print, printError } from "../output.ts";
import type { ProjectOptions } from "../project.ts";

/** `rollout migrate`: runs the migration once, shows its log, and ends with its exit code. */
export async function migrate(_names: readonly string[], options: ProjectOptions): Promise<number> {
  const { environment, world } = await openSession("migrate", options);
  const { stack, migration } = findMigration(environment);
  const { image } = migration;
  const repository = listAll(environment, "repositories").find(({ name }) => name === image?.repository);
  const { exitCode, reason, taskDefinition } = await runMigration({
    ...{ aws: await awsOf(stack, world), migration, pauseSeconds: usualPatience.pauseSeconds },
    // What the next rollout deploys, which may be newer than what runs.
    image: image && addressOf(image.configured, repository?.it),
    onTask: (taskArn) => printError(`runs as ${taskArn}`),
    onLine: print,
  });
  if (exitCode === 0) {
    printError(`migrated with ${taskDefinition}`);
    return 0;
  }
  throw new UserError(
    `the migration ended with exit code ${exitCode ?? "none"}, expected 0 (${reason ?? "ECS gives no reason"})`,
    {
      remedy:
        exitCode === undefined
          ? "it never ran: look at the image, the secrets and the way out to the registry"
          : "look at its log above; the services still run as before",
      exitCode: exitCode ?? 1,
    },
  );
}

function findMigration({ environment, stacks, absent }: OperableEnvironment) {
  for (const stack of stacks) {
    const { migration } = stack.offers;
    if (migration !== undefined) return { stack, migration };
  }
  throw new UserError(
    `environment "${environment}" has no migration, expected one that a layer publishes${describeAbsent(absent)}`,
    {
      remedy:
        "set compute.migrations.enabled, push an image of the service that migrates (before its first version: --placeholder), and bring its layer up",
    },
  );
}
