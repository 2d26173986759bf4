import type { DataConfigInput } from "../../../stacks/20-data/config.ts";

type Example = DataConfigInput;

const docPipeline = {
  product: "docs",
  region: "us-west-1",
  owner: "platform",
  costCenter: "docs",
} as const;

const docPipelineBuckets = (origin: string) => ({
  docsOriginal: {
    cors: { origins: [origin] },
    eventBridge: true,
    infrequentAccessAfterDays: 90,
  },
  docsProcessed: { cors: { origins: [origin], methods: ["GET" as const, "HEAD" as const] } },
  docsWork: { versioning: false, expireAfterDays: 1 },
});

const docPipelineSecrets = {
  sentry: { description: "DSN of Sentry" },
  stripe: { keys: ["secretKey", "webhookSecret"] },
};

const webApi = { product: "webapi", region: "us-east-1", owner: "platform", costCenter: "webapi" } as const;
const appRunner = {
  product: "runner",
  region: "us-east-1",
  owner: "platform",
  costCenter: "runner",
} as const;
const utm = { product: "utm", region: "us-east-1", owner: "platform", costCenter: "utm" } as const;

const appRunnerParameters = {
  log_min_duration_statement: "1000",
  log_connections: "1",
  max_connections: "100",
};

const utmSecrets = {
  supertokensApiKey: { generated: true, description: "Key of the SuperTokens core" },
};

/** The five systems' configuration of 20-data. */
export const examples = {
  "doc-pipeline-dev": {
    ...docPipeline,
    profile: "dev",
    accountId: "111111111111",
    data: {
      db: { engine: "postgres", class: "db.t4g.small", name: "app", appUser: {} },
      buckets: docPipelineBuckets("http://localhost:4200"),
      secrets: docPipelineSecrets,
    },
  },
  "doc-pipeline-prod": {
    ...docPipeline,
    profile: "prod",
    accountId: "222222222222",
    data: {
      db: {
        engine: "postgres",
        class: "db.m7g.large",
        storage: { gb: 100, maxGb: 400 },
        name: "app",
        appUser: {},
        parameters: { log_min_duration_statement: "500", max_connections: "400" },
        backupDays: 14,
      },
      cache: { kind: "valkey" },
      buckets: docPipelineBuckets("https://app.doc-pipeline.example"),
      secrets: docPipelineSecrets,
    },
  },
  "web-api-dev": {
    ...webApi,
    profile: "dev",
    accountId: "333333333333",
    data: {
      db: { engine: "postgres", class: "db.t4g.small", storage: { gb: 20 }, name: "web_api", appUser: {} },
      secrets: { clerkSecretKey: {}, sentry: {} },
    },
  },
  "web-api-prod": {
    ...webApi,
    profile: "prod",
    accountId: "444444444444",
    data: {
      db: {
        engine: "postgres",
        class: "db.t4g.medium",
        storage: { gb: 100, maxGb: 200 },
        name: "web_api",
        appUser: {},
      },
      secrets: {
        clerkSecretKey: {
          rotation: { lambdaArn: "arn:aws:lambda:us-east-1:444444444444:function:rotate-clerk", days: 90 },
        },
        sentry: {},
      },
    },
  },
  "app-runner-dev": {
    ...appRunner,
    profile: "dev",
    accountId: "555555555555",
    data: {
      db: {
        engine: "postgres",
        version: "17",
        class: "db.t4g.micro",
        storage: { gb: 20 },
        name: "service",
        parameters: appRunnerParameters,
        credentials: "config",
        masterPassword: "correct-horse-battery-staple",
      },
    },
  },
  "app-runner-prod": {
    ...appRunner,
    profile: "prod",
    accountId: "666666666666",
    data: {
      db: {
        engine: "postgres",
        version: "17",
        class: "db.m7g.large",
        storage: { gb: 100, maxGb: 200 },
        name: "service",
        parameters: appRunnerParameters,
        generation: 1,
        credentials: "config",
        masterPassword: "correct-horse-battery-staple",
      },
    },
  },
  "utm-dev": {
    ...utm,
    profile: "dev",
    accountId: "777777777777",
    data: {
      db: {
        engine: "aurora-serverless",
        version: "15",
        acu: { min: 0.5, max: 2 },
        name: "utm_backend",
        extraDatabases: ["supertokens"],
        appUser: {},
      },
      cache: { kind: "redis", version: "7.0", snapshotDays: 5 },
      secrets: utmSecrets,
    },
  },
  "utm-prod": {
    ...utm,
    profile: "prod",
    accountId: "777777777777",
    data: {
      db: {
        engine: "aurora-serverless",
        version: "15",
        acu: { min: 0.5, max: 2 },
        name: "utm_backend",
        extraDatabases: ["supertokens"],
        appUser: {},
      },
      cache: { kind: "redis", version: "7.1", snapshotDays: 5 },
      secrets: utmSecrets,
    },
  },
  "tap-poc": {
    product: "tap",
    region: "us-east-1",
    owner: "platform",
    costCenter: "tap",
    profile: "poc",
    accountId: "888888888888",
    data: {
      db: {
        engine: "postgres",
        class: "db.t4g.micro",
        storage: { gb: 20 },
        name: "tap",
        appUser: {},
        backupDays: 7,
      },
      buckets: { files: { cors: { origins: ["https://tap.example.com"] } } },
      secrets: { jwtSecretKey: { generated: true }, googleOauth: { keys: ["clientId", "clientSecret"] } },
    },
  },
} satisfies Record<string, Example>;
