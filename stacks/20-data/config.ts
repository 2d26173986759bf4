import { z } from "zod";
import { defineLayerConfig, secretText } from "../../shared/config-schema.ts";
import { arn } from "../../shared/contracts/values.ts";
import { supportsAutoPause, supportsPerformanceInsights } from "./engine-facts.ts";

const databaseName = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,62}$/,
    "expected a PostgreSQL name of lower-case letters, digits and underscores",
  );

const userName = databaseName.refine(
  (name) => !["admin", "postgres", "rdsadmin", "root", "public"].includes(name),
  "expected a name that nobody guesses; postgres, admin, root and rdsadmin are taken or well known",
);

const acu = z.number().min(0).max(256).multipleOf(0.5, "expected a multiple of 0.5 ACU");

const db = z
  .strictObject({
    engine: z
      .enum(["postgres", "aurora-serverless"])
      .describe("One RDS instance, or an Aurora Serverless v2 cluster"),
    version: z
      .string('expected a PostgreSQL version such as "16" or "16.8", in quotes')
      .regex(/^1[3-9](\.\d{1,2})?$/, 'expected a PostgreSQL version such as "16" or "16.8", in quotes')
      .default("16")
      .describe("The major version alone follows AWS's minor upgrades without drift"),
    class: z
      .string()
      .regex(/^db\.[a-z0-9-]+\.[a-z0-9]+$/, 'expected an instance class such as "db.t4g.small"')
      .optional()
      .describe("Instance class; only for postgres (Aurora Serverless scales by acu)"),
    acu: z
      .strictObject({
        min: acu.describe(
          "0 lets the cluster pause, which needs PostgreSQL 13.15, 14.12, 15.7, 16.3 or newer",
        ),
        max: acu.describe("Also what a month can cost at most"),
      })
      .optional()
      .describe("Capacity range of aurora-serverless"),
    secondsUntilAutoPause: z
      .int()
      .min(300)
      .max(86_400)
      .optional()
      .describe(
        "Idle time before a cluster with acu.min 0 pauses; anything that holds a connection open prevents it",
      ),
    storage: z
      .strictObject({
        gb: z.int().min(20).max(65_536).default(20).describe("gp3 storage; can grow, never shrink"),
        maxGb: z
          .int()
          .min(22)
          .max(65_536)
          .optional()
          .describe("Upper end of storage autoscaling; none when left out"),
        iops: z
          .int()
          .min(12_000)
          .max(64_000)
          .optional()
          .describe("Only from 400 GB up, where 12000 are included"),
        throughputMibps: z
          .int()
          .min(500)
          .max(4_000)
          .optional()
          .describe("Only from 400 GB up, where 500 are included"),
      })
      .optional()
      .describe("Storage of postgres; Aurora's grows by itself"),
    name: databaseName.describe("The first database; changing it replaces the server"),
    extraDatabases: z
      .array(databaseName)
      .default([])
      .describe("Further databases; the migration task creates them, since AWS has no resource for them"),
    port: z
      .int()
      .min(1150)
      .max(65_535)
      .default(5432)
      .describe("Must be the port that 10-network opens in the database's security group"),
    masterUsername: userName.default("dbmaster").describe("Changing it replaces the server"),
    multiAz: z
      .boolean()
      .optional()
      .describe("A standby in another zone, or a reader for Aurora; default: on in prod and stage"),
    parameters: z
      .union([
        z.literal("default"),
        z.record(
          z.string().regex(/^[a-z][a-z0-9_.]*$/, "expected a PostgreSQL parameter's name"),
          z.string(),
        ),
      ])
      .default("default")
      .describe('"default" for the engine\'s own parameter group, or parameters by name'),
    backupDays: z
      .int()
      .min(1)
      .max(35)
      .default(7)
      .describe("Days of automated backups and point-in-time restore"),
    backupWindow: z
      .string()
      .regex(/^\d\d:\d\d-\d\d:\d\d$/, 'expected UTC times such as "08:00-09:00"')
      .default("08:00-09:00")
      .describe("Daily, UTC; at least 30 minutes and apart from the maintenance window"),
    maintenanceWindow: z
      .string()
      .regex(/^[a-z]{3}:\d\d:\d\d-[a-z]{3}:\d\d:\d\d$/, 'expected UTC times such as "sun:09:30-sun:10:30"')
      .default("sun:09:30-sun:10:30")
      .describe("Weekly, UTC"),
    generation: z
      .int()
      .min(1)
      .default(1)
      .describe("Part of the final snapshot's name; raise it before destroying a database a second time"),
    deletionProtection: z
      .boolean()
      .optional()
      .describe("AWS refuses to delete the database while it is on; default: on in prod and stage")
      .meta({ beforeDestroy: false }),
    finalSnapshot: z
      .boolean()
      .optional()
      .describe("Whether a snapshot is taken when the database is destroyed; default: on in prod and stage"),
    enhancedMonitoringSeconds: z
      .union([
        z.literal(0),
        z.literal(1),
        z.literal(5),
        z.literal(10),
        z.literal(15),
        z.literal(30),
        z.literal(60),
      ])
      .optional()
      .describe("Interval of operating system metrics, 0 for none; default: 60 in prod and stage"),
    performanceInsights: z
      .boolean()
      .optional()
      .describe("Query metrics, free for 7 days; default: on where the class supports them"),
    logExports: z
      .array(z.enum(["postgresql", "upgrade", "iam-db-auth-error", "instance"]))
      .optional()
      .describe("Logs sent to CloudWatch; default: what the engine offers of postgresql and upgrade"),
    logRetentionDays: z
      .union(
        [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096].map((days) => z.literal(days)),
      )
      .optional()
      .describe("How long CloudWatch keeps the database's logs; default: 365 in prod and stage, 7 else"),
    credentials: z
      .enum(["managed", "config"])
      .default("managed")
      .describe(
        "Who makes the master password: RDS, in Secrets Manager; or this configuration (discouraged)",
      ),
    masterPassword: secretText
      .optional()
      .describe("The master password for credentials: config; set it with --secret --path"),
    masterPasswordVersion: z
      .int()
      .min(1)
      .default(1)
      .describe("Raise it with every change of masterPassword; nothing else sends the new one to AWS"),
    masterRotation: z
      .enum(["weekly", "off"])
      .optional()
      .describe(
        "Rotation of the managed master password; default: weekly where the app has its own user, else off",
      ),
    appUser: z
      .strictObject({
        username: userName.default("app"),
        passwordVersion: z
          .int()
          .min(1)
          .default(1)
          .describe(
            "Raise it for a new generated password; run the migration task after it, then restart the app",
          ),
      })
      .optional()
      .describe(
        "The app's own database user: AWS generates its secret, the migration task creates the user from it",
      ),
    iamAuthentication: z
      .boolean()
      .default(true)
      .describe("Lets IAM roles log in with short-lived tokens as well"),
    proxy: z.boolean().default(false).describe("RDS Proxy in front: pools connections and absorbs rotations"),
    eventTopicArn: arn("sns")
      .optional()
      .describe("Topic for the database's events (failover, low storage, ...)"),
  })
  .superRefine((value, context) => {
    const refuse = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    const aurora = value.engine === "aurora-serverless";

    if (aurora) {
      for (const key of ["class", "storage"] as const) {
        if (value[key] === undefined) continue;
        refuse([key], `is set with engine aurora-serverless, expected it only with postgres; remove it`);
      }
      if (value.acu === undefined) {
        refuse(["acu"], "is missing, expected {min, max} with engine aurora-serverless");
      }
      if (value.version === "15.4") {
        refuse(
          ["version"],
          'is "15.4", which AWS no longer offers for new clusters; use "15" for the newest minor version',
        );
      }
    } else {
      if (value.class === undefined) {
        refuse(
          ["class"],
          'is missing, expected an instance class such as "db.t4g.small" with engine postgres',
        );
      }
      for (const key of ["acu", "secondsUntilAutoPause"] as const) {
        if (value[key] === undefined) continue;
        refuse([key], `is set with engine postgres, expected it only with aurora-serverless; remove it`);
      }
    }

    if (value.acu !== undefined) {
      const { min, max } = value.acu;
      if (max < Math.max(min, 1)) {
        refuse(["acu", "max"], `is ${max}, expected at least 1 and at least acu.min (${min})`);
      }
      if (min === 0 && !supportsAutoPause(value.version)) {
        refuse(
          ["acu", "min"],
          `is 0 with version "${value.version}", expected at least 0.5; pausing needs 13.15, 14.12, 15.7, 16.3 or newer`,
        );
      }
      if (min > 0 && value.secondsUntilAutoPause !== undefined) {
        refuse(
          ["secondsUntilAutoPause"],
          `is set with acu.min ${min}, expected acu.min 0; only such a cluster pauses`,
        );
      }
      if (min === 0 && value.proxy) {
        refuse(
          ["proxy"],
          "is on with acu.min 0, expected it off; the proxy's open connections keep the cluster from pausing",
        );
      }
    }

    if (value.storage !== undefined) {
      const { gb, maxGb, iops, throughputMibps } = value.storage;
      if (gb < 400 && (iops !== undefined || throughputMibps !== undefined)) {
        const key = iops === undefined ? "throughputMibps" : "iops";
        refuse(
          ["storage", key],
          `is set with ${gb} GB, expected it only from 400 GB up; gp3 is 3000 IOPS and 125 MiB/s below that`,
        );
      }
      if (maxGb !== undefined && maxGb * 10 < gb * 11) {
        refuse(
          ["storage", "maxGb"],
          `is ${maxGb}, expected at least 10% more than ${gb} GB, so ${Math.ceil((gb * 11) / 10)} or more`,
        );
      }
    }

    if (
      value.performanceInsights === true &&
      value.class !== undefined &&
      !supportsPerformanceInsights(value.class)
    ) {
      refuse(
        ["performanceInsights"],
        `is on with class "${value.class}", which does not support it; turn it off or use a larger class`,
      );
    }

    if (value.credentials === "config") {
      if (value.masterPassword === undefined) {
        refuse(["masterPassword"], "is missing, expected a secret with credentials: config");
      }
      if (value.masterRotation === "weekly") {
        refuse(
          ["masterRotation"],
          'is "weekly" with credentials: config, expected "off"; AWS rotates only what it manages',
        );
      }
    } else if (value.masterPassword !== undefined) {
      refuse(["masterPassword"], "is set with credentials: managed, where RDS makes the password; remove it");
    }
    const readAtStart = value.appUser === undefined && !value.proxy;
    if (value.masterRotation === "weekly" && value.credentials === "managed" && readAtStart) {
      refuse(
        ["masterRotation"],
        'is "weekly" without appUser or proxy, expected "off"; tasks read a password only when they start and would fail after a week',
      );
    }

    const names = [value.name, ...value.extraDatabases];
    for (const [index, name] of value.extraDatabases.entries()) {
      if (names.indexOf(name) <= index) {
        refuse(
          ["extraDatabases", index],
          `is "${name}" a second time, expected each database once; remove it`,
        );
      }
    }
    if (value.appUser?.username === value.masterUsername) {
      refuse(
        ["appUser", "username"],
        `is "${value.masterUsername}", the master user; expected a user of its own`,
      );
    }
    const offered =
      value.engine === "postgres"
        ? ["postgresql", "upgrade", "iam-db-auth-error"]
        : ["postgresql", "iam-db-auth-error", "instance"];
    for (const [index, log] of (value.logExports ?? []).entries()) {
      if (!offered.includes(log)) {
        refuse(
          ["logExports", index],
          `is "${log}", expected one of ${offered.join(", ")} with engine ${value.engine}`,
        );
      }
    }
  });

const cache = z
  .strictObject({
    kind: z
      .enum(["none", "valkey", "redis"])
      .default("none")
      .describe("valkey costs less than redis and speaks the same"),
    version: z
      .string()
      .regex(/^\d\.\d$/, 'expected a version such as "8.0", in quotes')
      .optional()
      .describe("Default: 8.0 for valkey, 7.1 for redis"),
    nodeType: z
      .string()
      .regex(/^cache\.[a-z0-9]+\.[a-z0-9]+$/, 'expected a node type such as "cache.t4g.micro"')
      .default("cache.t4g.micro"),
    nodes: z
      .int()
      .min(1)
      .max(6)
      .optional()
      .describe(
        "One primary and its replicas; two or more fail over by themselves; default: 2 in prod and stage",
      ),
    maxmemoryPolicy: z
      .enum(["noeviction", "allkeys-lru", "allkeys-lfu", "volatile-lru", "volatile-lfu", "volatile-ttl"])
      .default("noeviction")
      .describe("noeviction for job queues, which lose jobs otherwise; allkeys-lru for a pure cache"),
    tls: z.boolean().default(true).describe("Clients connect with rediss://"),
    auth: z.boolean().default(true).describe("Clients log in with a password that AWS generates; needs tls"),
    passwordVersion: z
      .int()
      .min(1)
      .default(1)
      .describe("Raise it for a new generated password, then restart the clients"),
    snapshotDays: z.int().min(0).max(35).default(1).describe("Days of automatic snapshots; 0 for none"),
  })
  .superRefine((value, context) => {
    if (value.auth && !value.tls) {
      context.addIssue({
        code: "custom",
        path: ["auth"],
        message: "is on with tls off, expected tls on; AWS sends passwords over TLS only",
      });
    }
    if (value.version !== undefined && value.kind !== "none") {
      const offered = { valkey: /^(7\.2|8\.[0-2]|9\.\d)$/, redis: /^7\.[01]$/ }[value.kind];
      if (!offered.test(value.version)) {
        const versions = value.kind === "valkey" ? "7.2, 8.0 to 8.2, or 9.0 or newer" : "7.0 or 7.1";
        context.addIssue({
          code: "custom",
          path: ["version"],
          message: `is "${value.version}", expected ${versions} with kind ${value.kind}`,
        });
      }
    }
  });

const origin = z
  .string()
  .regex(
    /^(https:\/\/[a-z0-9*.-]+|http:\/\/localhost)(:\d+)?$/i,
    'expected an origin such as "https://app.example.com"',
  );

const bucket = z
  .strictObject({
    versioning: z.boolean().default(true),
    cors: z
      .strictObject({
        origins: z.array(origin).min(1).describe("Web origins whose pages may use presigned URLs"),
        methods: z
          .array(z.enum(["GET", "HEAD", "PUT", "POST", "DELETE"]))
          .min(1)
          .default(["GET", "HEAD", "PUT"]),
        maxAgeSeconds: z.int().min(0).max(86_400).default(3_600),
      })
      .optional()
      .describe("For browsers that upload or download with presigned URLs"),
    abortUploadsAfterDays: z
      .int()
      .min(1)
      .max(365)
      .default(7)
      .describe("Unfinished multipart uploads cost storage until then"),
    noncurrentDays: z
      .int()
      .min(1)
      .max(3_650)
      .default(30)
      .describe("How long an overwritten or deleted version is kept"),
    infrequentAccessAfterDays: z
      .int()
      .min(30)
      .optional()
      .describe("Move to STANDARD_IA; S3 takes 30 days at least"),
    glacierAfterDays: z.int().min(1).optional().describe("Move to Glacier Instant Retrieval"),
    expireAfterDays: z.int().min(1).optional().describe("Delete objects of this age"),
    eventBridge: z
      .boolean()
      .default(false)
      .describe("Send object events to EventBridge, for the document pipeline"),
    accessLogs: z
      .boolean()
      .optional()
      .describe("Log requests to a bucket of their own; default: on in prod and stage"),
    forceDestroy: z
      .boolean()
      .default(false)
      .describe("Let destroy delete the objects too; only in dev and poc"),
  })
  .superRefine((value, context) => {
    const { infrequentAccessAfterDays: warm, glacierAfterDays: cold, expireAfterDays: end } = value;
    if (warm !== undefined && cold !== undefined && cold < warm + 30) {
      context.addIssue({
        code: "custom",
        path: ["glacierAfterDays"],
        message: `is ${cold}, expected at least 30 days after infrequentAccessAfterDays, so ${warm + 30} or more`,
      });
    }
    const last = Math.max(warm ?? 0, cold ?? 0);
    if (end !== undefined && end <= last) {
      context.addIssue({
        code: "custom",
        path: ["expireAfterDays"],
        message: `is ${end}, expected more than the ${last} days of the last transition`,
      });
    }
  });

const secret = z
  .strictObject({
    description: z.string().min(1).optional(),
    keys: z
      .array(
        z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/, "expected a JSON key of letters, digits and underscores"),
      )
      .default([])
      .describe("Keys of a JSON secret; empty for plain text. Values are set out of band, never here"),
    generated: z
      .boolean()
      .default(false)
      .describe('AWS generates the value, as the JSON key "value" (signing and API keys of one\'s own)'),
    generatedVersion: z.int().min(1).default(1).describe("Raise it for a new generated value"),
    rotation: z
      .strictObject({
        lambdaArn: arn("lambda").describe("Function that rotates this secret"),
        days: z.int().min(1).max(1_000).default(30),
      })
      .optional(),
  })
  .refine((value) => !value.generated || value.keys.length === 0, {
    path: ["keys"],
    message: 'is set with generated, expected it empty; a generated secret has the one key "value"',
  });

/** The fields of 20-data's configuration as they are written. */
const written = defineLayerConfig({
  data: z
    .strictObject({
      kms: z
        .enum(["default", "cmk"])
        .optional()
        .describe(
          "AWS's keys or one customer key for database, cache, buckets and secrets; decide on day one, since changing it means restoring the database; default: cmk in prod and stage",
        ),
      db,
      cache: cache.prefault({}),
      buckets: z
        .record(
          z
            .string()
            .regex(/^[a-z][A-Za-z0-9]{1,20}$/, "expected a bucket kind in camelCase such as docsOriginal"),
          bucket,
        )
        .default({})
        .describe("Buckets by kind"),
      secrets: z
        .record(
          z
            .string()
            .regex(
              /^[a-z][A-Za-z0-9]{1,40}$/,
              "expected a secret's name in camelCase such as clerkSecretKey",
            ),
          secret,
        )
        .default({})
        .describe("Secrets of third parties and of the app, by name"),
    })
    .describe("Everything of this layer"),
});

/** prod and stage hold data that must survive a mistake. */
function isStrict(profile: z.output<typeof written>["profile"]): boolean {
  return profile === "prod" || profile === "stage";
}

export const dataConfig = written
  .superRefine(({ profile, data }, context) => {
    const refuse = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path: ["data", ...path], message });
    if ("accessLogs" in data.buckets) {
      refuse(["buckets", "accessLogs"], "is the name of this layer's own bucket for access logs; rename it");
    }
    for (const reserved of ["dbApp", "dbMaster", "cache"]) {
      if (reserved in data.secrets)
        refuse(["secrets", reserved], "is the name of a secret that this layer makes itself; rename it");
    }
    if (!isStrict(profile)) return;
    for (const [kind, { forceDestroy }] of Object.entries(data.buckets)) {
      if (forceDestroy) {
        refuse(
          ["buckets", kind, "forceDestroy"],
          `is on in profile ${profile}, expected it only in dev and poc; remove it`,
        );
      }
    }
    if (typeof data.db.parameters === "object" && data.db.parameters["rds.force_ssl"] === "0") {
      refuse(
        ["db", "parameters", "rds.force_ssl"],
        `is "0" in profile ${profile}, expected TLS to be required; remove it`,
      );
    }
  })
  .transform((config) => ({ ...config, data: withProfileDefaults(config.data, isStrict(config.profile)) }));

/** Fills in what depends on the profile, so that no resource decides by it. */
function withProfileDefaults(data: z.output<typeof written>["data"], strict: boolean) {
  const { db, cache, buckets } = data;
  return {
    ...data,
    kms: data.kms ?? (strict ? ("cmk" as const) : ("default" as const)),
    /** Whether deleting a resource that holds data takes `pulumi state unprotect` first. */
    protect: strict,
    /** Whether what AWS generated outlives this stack, and how long a deleted secret can be restored. */
    retainSecrets: strict,
    db: {
      ...db,
      multiAz: db.multiAz ?? strict,
      deletionProtection: db.deletionProtection ?? strict,
      finalSnapshot: db.finalSnapshot ?? strict,
      enhancedMonitoringSeconds: db.enhancedMonitoringSeconds ?? (strict ? 60 : 0),
      performanceInsights:
        db.performanceInsights ?? (db.class === undefined || supportsPerformanceInsights(db.class)),
      logExports:
        db.logExports ??
        (db.engine === "postgres" ? ["postgresql" as const, "upgrade" as const] : ["postgresql" as const]),
      logRetentionDays: db.logRetentionDays ?? (strict ? 365 : 7),
      masterRotation:
        db.masterRotation ??
        (db.credentials === "managed" && (db.appUser !== undefined || db.proxy)
          ? ("weekly" as const)
          : ("off" as const)),
    },
    cache: { ...cache, nodes: cache.nodes ?? (strict ? 2 : 1) },
    buckets: Object.fromEntries(
      Object.entries(buckets).map(([kind, bucket]) => [
        kind,
        { ...bucket, accessLogs: bucket.accessLogs ?? strict },
      ]),
    ),
  };
}

export type DataConfigInput = z.input<typeof written>;
export type DataConfig = z.output<typeof dataConfig>;
export type DatabaseConfig = DataConfig["data"]["db"];
export type CacheConfig = DataConfig["data"]["cache"];
export type BucketConfig = DataConfig["data"]["buckets"][string];
export type SecretConfig = DataConfig["data"]["secrets"][string];
