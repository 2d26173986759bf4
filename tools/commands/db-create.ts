import { NotReachable } from "../../shared/gate.ts";
import { UserError } from "../errors.ts";
import type { Address } from "../gates/world.ts";
import { setUpDatabase } from "../operations/database-setup.ts";
import { describeAbsent, listAll } from "../operations/environment.ts";
import { awsOf, openSession } from "../operations/session.ts";
import { print } from "../output.ts";
import type { ProjectOptions } from "../project.ts";

export interface DbCreateOptions extends ProjectOptions {
  database?: Address;
}

/** How long one database may take; a paused one first wakes up. */
const timeoutMilliseconds = 120_000;

/** `rollout db create`: makes the app's database user and the extra databases where they are absent. */
export async function createDatabases(_names: readonly string[], options: DbCreateOptions): Promise<number> {
  const { environment, world } = await openSession("db create", options, options.database);
  const databases = listAll(environment, "databases");
  if (databases.length === 0) {
    throw new UserError(
      `environment "${environment.environment}" has no database, expected one that a layer publishes${describeAbsent(environment.absent)}`,
      { remedy: "bring the layer with the database up" },
    );
  }
  for (const { name, it, stack } of databases) {
    await awsOf(stack, world);
    const signal = AbortSignal.timeout(timeoutMilliseconds);
    try {
      const made = await setUpDatabase(it, stack.region, { ...world, signal });
      print(made.length === 0 ? `${name}: all is there` : `${name}: made ${made.join(", ")}`);
    } catch (error) {
      if (!(error instanceof NotReachable)) throw error;
      throw new UserError(`database "${name}" does not answer (${error.message})`, {
        remedy: "where compute.migrations.setupImage is set, rollout migrate does the same from inside",
        exitCode: 1,
      });
    }
  }
  return 0;
}
