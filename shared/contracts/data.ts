import { z } from "zod";
import { defineContract } from "../contract.ts";
import { account } from "./account.ts";
import { network } from "./network.ts";
import { arn, hostname, port } from "./values.ts";

const databaseName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'expected a PostgreSQL name such as "utm_backend"');
const secretArn = arn("secretsmanager");

/** What 20-data promises to the layers above it. It says where secrets are, never what they are. */
export const data = defineContract({
  layer: "20-data",
  reads: [account, network],
  outputs: {
    db: z
      .strictObject({
        engine: z.enum(["postgres", "aurora-postgresql"]),
        identifier: z
          .string()
          .regex(/^[a-z](-?[a-z0-9])*$/, 'expected an identifier such as "shop-dev-db"')
          .describe("DB instance or cluster identifier, for metrics"),
        resourceId: z
          .string()
          .regex(/^(db|cluster)-[A-Z0-9]+$/, 'expected an id such as "db-ABCDEFGHIJKL01234"')
          .describe("For rds-db:connect policies"),
        host: hostname.describe("The instance, or the writer of the cluster"),
        readerHost: hostname.optional().describe("Readers of a cluster that has any"),
        proxyHost: hostname.optional().describe("RDS Proxy; connect here instead of host where there is one"),
        port,
        name: databaseName.describe("The first database"),
        extraDatabases: z
          .array(databaseName)
          .describe("Databases that the migration task creates if they are absent"),
        masterSecretArn: secretArn.describe(
          "JSON with username and password; for migrations only where an app user exists",
        ),
        appSecretArn: secretArn
          .optional()
          .describe(
            "JSON with engine, host, port, dbname, username and password of the app's own user, whom the migration task creates",
          ),
      })
      .describe("The environment's database"),
    cache: z
      .strictObject({
        engine: z.enum(["valkey", "redis"]),
        replicationGroupId: z
          .string()
          .regex(/^[a-z](-?[a-z0-9]){0,39}$/, 'expected an id such as "cache-0a1b2c3"')
          .describe("For metrics; node n is <id>-00n"),
        nodes: z.int().min(1).optional().describe("How many nodes there are; one where it is left out"),
        host: hostname.describe("The primary node, which takes reads and writes"),
        port,
        tls: z.boolean().describe("Whether clients must use rediss://"),
        authSecretArn: secretArn.optional().describe('JSON with username ("default") and password'),
      })
      .optional()
      .describe("The environment's cache or job queue"),
    buckets: z
      .record(
        z.string(),
        z.strictObject({
          name: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "expected a bucket's name"),
          arn: arn("s3"),
        }),
      )
      .describe("Buckets by kind, such as docsOriginal"),
    secretArns: z
      .record(z.string(), secretArn)
      .describe("Secrets by name, such as sentry; values are set out of band"),
    ssmPrefix: z
      .string()
      .regex(/^\/.+\/$/, 'expected a path such as "/shop/dev/"')
      .describe("Where the app finds its settings at run time"),
    dataKmsKeyArn: arn("kms")
      .optional()
      .describe("Customer key of database, buckets and secrets; absent with AWS keys"),
  },
});
