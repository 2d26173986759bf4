import { z } from "zod";
import { defineContract } from "../contract.ts";
import { account } from "./account.ts";
import { network } from "./network.ts";
import { arn, port } from "./values.ts";

/** What 20-data promises to the layers above it. It says where secrets are, never what they are. */
export const data = defineContract({
  layer: "20-data",
  reads: [account, network],
  outputs: {
    db: z
      .strictObject({
        engine: z.enum(["postgres", "aurora-postgresql"]),
        identifier: z.string().describe("DB instance or cluster identifier, for metrics"),
        resourceId: z.string().describe("For rds-db:connect policies"),
        host: z.string(),
        readerHost: z.string().optional(),
        proxyHost: z.string().optional(),
        port,
        name: z.string(),
        extraDatabases: z
          .array(z.string())
          .describe("Databases that the migration task creates if they are absent"),
        masterSecretArn: arn("secretsmanager").describe(
          "JSON with username and password; for migrations only where an app user exists",
        ),
        appSecretArn: arn("secretsmanager").optional().describe("JSON with the app's own database user"),
      })
      .describe("The environment's database"),
    cache: z
      .strictObject({
        engine: z.enum(["valkey", "redis"]),
        replicationGroupId: z.string(),
        host: z.string(),
        port,
        tls: z.boolean().describe("Whether clients must use rediss://"),
        authSecretArn: arn("secretsmanager").optional(),
      })
      .optional()
      .describe("The environment's cache or job queue"),
    buckets: z
      .record(z.string(), z.strictObject({ name: z.string(), arn: arn("s3") }))
      .describe("Buckets by kind, such as docsOriginal"),
    secretArns: z
      .record(z.string(), arn("secretsmanager"))
      .describe("Secrets by name, such as sentry; values are set out of band"),
    ssmPrefix: z
      .string()
      .regex(/^\/.+\/$/)
      .describe("Where the app finds its settings at run time"),
    dataKmsKeyArn: arn("kms")
      .optional()
      .describe("Customer key of database, buckets and secrets; absent with AWS keys"),
  },
});
