/**
 * What has to be in a database server before the product starts: the app's own user, and the databases. Each query
 * gives the statement that is still to be run, or none; `:'name'` is a value as psql writes it, and the server quotes
 * every name and value itself (%I, %L), so none of them can break out of its statement.
 */

/** `name` is the app's user, `password` theirs. To be run under the lock "database-setup". */
export const roleQueries: readonly string[] = [
  "SELECT format('CREATE ROLE %I LOGIN', :'name') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name')",
  "SELECT format('ALTER ROLE %I PASSWORD %L', :'name', :'password')",
  // RDS's master is no superuser and may give objects only to a role that it belongs to.
  "SELECT format('GRANT %I TO CURRENT_USER', :'name') WHERE NOT pg_has_role(CURRENT_USER, :'name', 'MEMBER')",
];

/** `name` is a database, `owner` who gets it. */
export const databaseQueries: readonly string[] = [
  "SELECT format('CREATE DATABASE %I OWNER %I', :'name', :'owner') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name')",
  "SELECT format('GRANT ALL ON DATABASE %I TO %I', :'name', :'owner')",
];

/** Inside a database: `owner` is who gets it. */
export const ownerQueries: readonly string[] = [
  "SELECT format('GRANT ALL ON SCHEMA public TO %I', :'owner')",
];

/**
 * A query as the protocol wants it, with its values beside it.
 *
 * @throws Error for a name without a value
 */
export function bindQuery(
  query: string,
  values: Readonly<Record<string, string>>,
): { text: string; values: string[] } {
  const names: string[] = [];
  const text = query.replace(/:'(\w+)'/g, (_whole, name: string) => {
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}::text`;
  });
  return {
    text,
    values: names.map((name) => {
      const value = values[name];
      if (value === undefined) throw new Error(`the query has no value for "${name}"`);
      return value;
    }),
  };
}
