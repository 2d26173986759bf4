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
          "SELECT format('CREATE ROLE %I LOGIN', :'name') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') \\gexec",
          "SELECT format('ALTER ROLE %I PASSWORD %L', :'name', :'password') \\gexec",
          // RDS's master is no superuser and may give objects only to a role that it belongs to.
          "SELECT format('GRANT %I TO CURRENT_USER', :'name') WHERE NOT pg_has_role(CURRENT_USER, :'name', 'MEMBER') \\gexec",
          "SQL",
        ]
      : []),
    `${databases} | while read -r database; do`,
    `psql -d "$DB_NAME" -X -v ON_ERROR_STOP=1 -v name="$database" -v owner="$owner" <<'SQL'`,
    "SELECT format('CREATE DATABASE %I OWNER %I', :'name', :'owner') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \\gexec",
    "SELECT format('GRANT ALL ON DATABASE %I TO %I', :'name', :'owner') \\gexec",
    "SQL",
    `psql -d "$database" -X -v ON_ERROR_STOP=1 -v owner="$owner" <<'SQL'`,
    "SELECT format('GRANT ALL ON SCHEMA public TO %I', :'owner') \\gexec",
    "SQL",
    "done",
  ].join("\n");
}
