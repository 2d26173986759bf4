import type { Client } from "pg";
import { bindQuery, databaseQueries, ownerQueries, roleQueries } from "../../shared/database-queries.ts";
import { askDatabase, readLogin } from "../../shared/database-session.ts";
import type { World } from "../../shared/gate.ts";
import type { DatabaseOperations } from "../../shared/operations.ts";

/**
 * Makes the app's own user and the extra databases where they are absent, and sets the user's password to the one in
 * its secret: what a migration task with `setupImage` does from inside. Running it again changes nothing.
 *
 * @returns what was made, in words; empty where everything was there
 * @throws NotReachable where the database does not answer from here
 */
export async function setUpDatabase(
  database: DatabaseOperations,
  region: string,
  world: World,
): Promise<string[]> {
  const master = await readLogin(database.masterSecretArn, region, world);
  const app =
    database.appSecretArn === undefined ? undefined : await readLogin(database.appSecretArn, region, world);
  const owner = app?.username ?? master.username;
  const made = await askDatabase(database, master, "verified", world, async (client) => {
    // As the migration task does; the lock goes with the connection.
    await client.query("SELECT pg_advisory_lock(hashtext('database-setup'))");
    const statements: string[] = [];
    if (app !== undefined) {
      statements.push(
        ...(await execute(client, roleQueries, { name: app.username, password: app.password })),
      );
    }
    for (const name of [database.name, ...database.extraDatabases]) {
      statements.push(...(await execute(client, databaseQueries, { name, owner })));
    }
    return statements.flatMap(describeCreation);
  });
  for (const name of [database.name, ...database.extraDatabases]) {
    await askDatabase({ ...database, name }, master, "verified", world, (client) =>
      execute(client, ownerQueries, { owner }),
    );
  }
  return made;
}

/** Runs the statements that queries give, and gives them. */
async function execute(
  client: Client,
  queries: readonly string[],
  values: Readonly<Record<string, string>>,
): Promise<string[]> {
  const statements: string[] = [];
  for (const query of queries) {
    const { rows } = await client.query<{ format: string }>(bindQuery(query, values));
    for (const { format } of rows) {
      await client.query(format);
      statements.push(format);
    }
  }
  return statements;
}

/** "user app" of "CREATE ROLE app LOGIN"; nothing for statements that may be repeated, of which one holds a password. */
function describeCreation(statement: string): string[] {
  const [, kind, name] = /^CREATE (ROLE|DATABASE) (\S+)/.exec(statement) ?? [];
  return kind === undefined ? [] : [`${kind === "ROLE" ? "user" : "database"} ${name}`];
}
