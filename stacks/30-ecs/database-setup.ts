import { databaseQueries, ownerQueries, roleQueries } from "../../shared/database-queries.ts";

/** Repository of the image that sets databases up, which a bare digest belongs to. */
export const setupRepository = "migration";

/**
 * Creates the app's own database user and the extra databases where they are absent, and sets the user's password to
 * the one in its secret. Running it again changes nothing; two runs at once wait for each other.
 *
 * psql quotes every name and value itself (%I, %L), so none of them can break out of its statement.
 */
export function renderDatabaseSetup(hasAppUser: boolean): string {
  const databases = 'printf "%s\\n" "$DB_NAME" $DB_EXTRA_DATABASES';
  return [
    "set -eu",
    'export PGHOST="$DB_HOST" PGPORT="$DB_PORT" PGSSLMODE="$DB_SSLMODE" PGUSER="$DB_MASTER_USERNAME" PGPASSWORD="$DB_MASTER_PASSWORD"',
    `owner="\${DB_USERNAME:-$DB_MASTER_USERNAME}"`,
    ...(hasAppUser
      ? [
          `psql -d "$DB_NAME" -X -v ON_ERROR_STOP=1 -v name="$DB_USERNAME" -v password="$DB_PASSWORD" <<'SQL'`,
          "SELECT pg_advisory_lock(hashtext('database-setup'));",
          ...roleQueries.map(execute),
          "SQL",
        ]
      : []),
    `${databases} | while read -r database; do`,
    `psql -d "$DB_NAME" -X -v ON_ERROR_STOP=1 -v name="$database" -v owner="$owner" <<'SQL'`,
    ...databaseQueries.map(execute),
    "SQL",
    `psql -d "$database" -X -v ON_ERROR_STOP=1 -v owner="$owner" <<'SQL'`,
    ...ownerQueries.map(execute),
    "SQL",
    "done",
  ].join("\n");
}

/** Makes psql run what a query gives. */
function execute(query: string): string {
  return `${query} \\gexec`;
}
