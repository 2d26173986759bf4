import { isStrict } from "../../shared/blueprint.ts";
import { data } from "../../shared/contracts/data.ts";
import { askDatabase, readLogin } from "../../shared/database-session.ts";
import { defineGate, type World } from "../../shared/gate.ts";
import { deniesPlainHttp } from "../../shared/policy-facts.ts";
import { missingBlocks } from "../../shared/public-access-block.ts";
import { dataConfig, type DatabaseConfig } from "./config.ts";
import { placeholderValue } from "./secret-placeholder.ts";

export default defineGate({
  contract: data,
  config: dataConfig,
  checks: [
    {
      id: "database-is-private",
      title: "the database is up, private, encrypted and backed up",
      reach: "aws",
      expected: "available, not publicly accessible, encrypted, backups kept",
      remedy: "look at the database in RDS's console; a change by hand goes with: rollout up data --refresh",
      timeoutSeconds: 600,
      async look({ outputs: { db }, config: { region, profile } }, world) {
        const seen = await readDatabase(db, region, world);
        return [
          ...(seen.status === "available" ? [] : [`status ${seen.status}`]),
          ...(seen.isPublic ? ["publicly accessible"] : []),
          ...(seen.isEncrypted ? [] : ["not encrypted"]),
          ...(seen.backupDays > 0 || !isStrict(profile) ? [] : ["no backups"]),
        ];
      },
    },
    {
      id: "database-answers",
      title: "the database answers with a certificate of RDS",
      reach: "database",
      expected: "a connection over TLS as the master user to the first database",
      remedy: "look at the security groups (10-network) and at the secret in db.masterSecretArn",
      async look({ outputs: { db }, config: { region } }, world) {
        const login = await readLogin(db.masterSecretArn, region, world);
        const seen = await askDatabase(db, login, "verified", world, async (client) => {
          const { rows } = await client.query<{ name: string; ssl: boolean }>(
            "select current_database() as name, ssl from pg_stat_ssl where pid = pg_backend_pid()",
          );
          return rows[0];
        });
        return [
          ...(seen?.name === db.name ? [] : [`the database "${seen?.name}"`]),
          ...(seen?.ssl === true ? [] : ["no TLS"]),
        ];
      },
    },
    {
      id: "database-refuses-plain-text",
      title: "the database refuses connections without TLS",
      reach: "database",
      skip: ({ config }) =>
        forcesTls(config.data.db)
          ? undefined
          : "rds.force_ssl is off, by db.parameters or before PostgreSQL 15",
      expected: "a refusal",
      remedy: 'set rds.force_ssl to "1" in db.parameters',
      timeoutSeconds: 0,
      async look({ outputs: { db }, config: { region } }, world) {
        const login = await readLogin(db.masterSecretArn, region, world);
        try {
          await askDatabase(db, login, "none", world, (client) => client.query("select 1"));
        } catch (error) {
          // invalid_authorization_specification: pg_hba has no entry without encryption
          if ((error as { code?: string }).code === "28000") return [];
          throw error;
        }
        return ["a connection in plain text"];
      },
    },
    {
      id: "app-user-logs-in",
      title: "the app's user logs in where the migration has made it",
      reach: "database",
      skip: ({ outputs: { db } }) => (db.appSecretArn === undefined ? "there is no app user" : undefined),
      expected: "no such user yet, or one who logs in with the password of db.appSecretArn",
      remedy: "run the migration task, which sets the user's password to that of the secret",
      timeoutSeconds: 0,
      async look({ outputs: { db }, config: { region } }, world) {
        const [master, app] = await Promise.all(
          [db.masterSecretArn, db.appSecretArn ?? ""].map((arn) => readLogin(arn, region, world)),
        );
        if (master === undefined || app === undefined) return ["no secret"];
        const exists = await askDatabase(db, master, "verified", world, async (client) => {
          const { rowCount } = await client.query("select 1 from pg_roles where rolname = $1", [
            app.username,
          ]);
          return rowCount === 1;
        });
        if (exists) await askDatabase(db, app, "verified", world, (client) => client.query("select 1"));
        return [];
      },
    },
    {
      id: "buckets-are-private",
      title: "buckets are closed to the public and to plain HTTP",
      reach: "aws",
      skip: ({ outputs }) => (Object.keys(outputs.buckets).length === 0 ? "there are no buckets" : undefined),
      expected: "all four blocks of public access, and a policy that denies requests without TLS",
      remedy: "bring 20-data up again with --refresh; somebody has opened a bucket",
      async look({ outputs, config: { region } }, world) {
        const found = await Promise.all(
          Object.values(outputs.buckets).map(({ name }) => findBucketFaults(name, region, world)),
        );
        return found.flat();
      },
    },
    {
      id: "secrets-are-set",
      title: "secrets of third parties have values",
      reach: "aws",
      skip: ({ config: { data } }) =>
        Object.values(data.secrets).every(({ generated }) => generated) ? "there are none" : undefined,
      // The apps cannot run yet when this layer comes up for the first time.
      warnsOnly: () => true,
      expected: "another value than the placeholder",
      remedy: "set it: aws secretsmanager put-secret-value --secret-id <ARN> --secret-string <value>",
      timeoutSeconds: 0,
      async look({ outputs: { secretArns }, config: { region, data: settings } }, world) {
        const { SecretsManagerClient, GetSecretValueCommand } =
          await import("@aws-sdk/client-secrets-manager");
        const client = new SecretsManagerClient(world.aws(region));
        const found = await Promise.all(
          Object.entries(settings.secrets)
            .filter(([, { generated }]) => !generated)
            .map(async ([name, { keys }]) => {
              const SecretId = secretArns[name];
              if (SecretId === undefined) return `no secret "${name}"`;
              const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }), {
                abortSignal: world.signal,
              });
              return SecretString === placeholderValue(keys) ? `the placeholder in "${name}"` : undefined;
            }),
        );
        return found.filter((fault) => fault !== undefined);
      },
    },
  ],
  confirmations: [
    {
      id: "restore-drill",
      what: "the database has been restored to a point in time once, and the copy was looked at",
      how: "RDS, Actions, Restore to point in time; then delete the copy",
      applies: ({ profile }) => profile === "prod",
    },
  ],
});

/** AWS's own default is on from PostgreSQL 15 (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html). */
function forcesTls({ parameters, version }: DatabaseConfig): boolean {
  const chosen = typeof parameters === "object" ? parameters["rds.force_ssl"] : undefined;
  return chosen === undefined ? Number.parseInt(version, 10) >= 15 : chosen === "1";
}

async function readDatabase(
  { engine, identifier }: { engine: string; identifier: string },
  region: string,
  world: World,
): Promise<{ status: string | undefined; isPublic: boolean; isEncrypted: boolean; backupDays: number }> {
  const { RDSClient, DescribeDBClustersCommand, DescribeDBInstancesCommand } =
    await import("@aws-sdk/client-rds");
  const client = new RDSClient(world.aws(region));
  const options = { abortSignal: world.signal };
  if (engine === "postgres") {
    const { DBInstances = [] } = await client.send(
      new DescribeDBInstancesCommand({ DBInstanceIdentifier: identifier }),
      options,
    );
    const [instance] = DBInstances;
    return {
      status: instance?.DBInstanceStatus,
      isPublic: instance?.PubliclyAccessible !== false,
      isEncrypted: instance?.StorageEncrypted === true,
      backupDays: instance?.BackupRetentionPeriod ?? 0,
    };
  }
  const { DBClusters = [] } = await client.send(
    new DescribeDBClustersCommand({ DBClusterIdentifier: identifier }),
    options,
  );
  const { DBInstances: members = [] } = await client.send(
    new DescribeDBInstancesCommand({ Filters: [{ Name: "db-cluster-id", Values: [identifier] }] }),
    options,
  );
  const [cluster] = DBClusters;
  return {
    status: cluster?.Status,
    isPublic: members.length === 0 || members.some(({ PubliclyAccessible }) => PubliclyAccessible !== false),
    isEncrypted: cluster?.StorageEncrypted === true,
    backupDays: cluster?.BackupRetentionPeriod ?? 0,
  };
}

async function findBucketFaults(bucket: string, region: string, world: World): Promise<string[]> {
  const { S3Client, GetBucketPolicyCommand, GetPublicAccessBlockCommand } =
    await import("@aws-sdk/client-s3");
  const client = new S3Client(world.aws(region));
  const options = { abortSignal: world.signal };
  const [{ PublicAccessBlockConfiguration: blocks }, { Policy }] = await Promise.all([
    client.send(new GetPublicAccessBlockCommand({ Bucket: bucket }), options),
    client.send(new GetBucketPolicyCommand({ Bucket: bucket }), options),
  ]);
  return [
    ...missingBlocks(blocks).map((name) => `${name} off for ${bucket}`),
    ...(deniesPlainHttp(Policy) ? [] : [`${bucket} takes plain HTTP`]),
  ];
}
