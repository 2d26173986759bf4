import type { ComputeConfigInput } from "../../../stacks/30-ecs/config.ts";

type ServiceInput = ComputeConfigInput["compute"]["services"][string];

export type ComputeExample =
  | "doc-pipeline-dev"
  | "doc-pipeline-moving"
  | "doc-pipeline-prod"
  | "web-api-dev"
  | "web-api-prod"
  | "web-api-lambda"
  | "app-runner-dev"
  | "app-runner-prod"
  | "app-runner-existing"
  | "utm-dev"
  | "utm-prod"
  | "tap-poc";

const common = { accountId: "123456789012", owner: "platform", costCenter: "cc-1" };
const docPipeline = { ...common, product: "doc-pipeline", region: "us-west-1" };
const webApi = { ...common, product: "web-api", region: "us-east-1" };
const appRunner = { ...common, product: "app-runner", region: "us-east-1" };
const utm = { ...common, product: "utm", region: "us-east-1" };

/** An image that was pushed, by its digest. */
export const pushed = `sha256:${"1".repeat(64)}`;
const superTokens = `registry.supertokens.io/supertokens/supertokens-postgresql@sha256:${"2".repeat(64)}`;
const psql = `public.ecr.aws/docker/library/postgres@sha256:${"3".repeat(64)}`;

const docPipelineApi = {
  port: 3000,
  cpu: 512,
  memory: 1024,
  desired: 2,
  health: { path: "/healthz" },
  routes: [{ priority: 100 }],
  database: true,
  buckets: { docsOriginal: "readWrite", docsProcessed: "read" },
  secrets: { SENTRY_DSN: "sentry", STRIPE_SECRET_KEY: "stripe:secretKey" },
  ssmPath: "",
} satisfies ServiceInput;
const docPipelineMigrations = {
  enabled: true,
  command: ["node", "dist/migrate.js"],
  setupImage: psql,
};

const webApiService = {
  port: 3001,
  health: { path: "/health" },
  routes: [{ priority: 100 }],
  database: true,
  env: { NODE_ENV: "production", PORT: "3001" },
  secrets: { CLERK_SECRET_KEY: "clerkSecretKey", SENTRY_DSN: "sentry" },
};
const prismaMigrations = { enabled: true, command: ["npx", "prisma", "migrate", "deploy"], setupImage: psql };

const appRunnerService = { port: 8080, health: { path: "/health" }, database: true, ssmPath: "app/" };

const utmServices = {
  api: {
    port: 3000,
    cpu: 512,
    memory: 1024,
    desired: 2,
    health: { path: "/api/health" },
    healthCommand: "wget -q -O /dev/null http://127.0.0.1:3000/api/health || exit 1",
    routes: [{ priority: 10, paths: ["/api/*", "/auth/*"] }],
    database: true,
    cache: true,
    env: { SUPERTOKENS_URI: "http://supertokens.dev.utm.internal:3567" },
    secrets: { SUPERTOKENS_API_KEY: "supertokensApiKey:value" },
  },
  frontend: {
    port: 80,
    cpu: 256,
    memory: 512,
    desired: 2,
    health: { path: "/health" },
    healthCommand: "wget -q -O /dev/null http://127.0.0.1/health || exit 1",
    writablePaths: ["/tmp", "/var/cache/nginx", "/var/run"],
    routes: [{ priority: 1000, paths: ["/*"] }],
  },
  // Guarded by an API key alone, so it has no route: the API answers /auth/* with the SDK.
  supertokens: {
    image: superTokens,
    port: 3567,
    cpu: 512,
    memory: 1024,
    desired: 1,
    readonlyRootFilesystem: false,
    database: {
      name: "supertokens",
      variables: {
        host: "POSTGRESQL_HOST",
        port: "POSTGRESQL_PORT",
        name: "POSTGRESQL_DATABASE_NAME",
        username: "POSTGRESQL_USER",
        password: "POSTGRESQL_PASSWORD",
      },
    },
    secrets: { API_KEYS: "supertokensApiKey:value" },
  },
} satisfies Record<string, ServiceInput>;
const utmMigrations = { enabled: true, command: ["/app/migrate"], setupImage: psql };

/** The five systems' configuration of 30-ecs, before the first image is pushed. */
export const examples = {
  "doc-pipeline-dev": {
    ...docPipeline,
    profile: "dev",
    compute: { services: { api: docPipelineApi }, migrations: docPipelineMigrations },
    ecr: { repos: ["api", "worker"] },
    obs: { logRetentionDays: 7 },
  },
  // Half-way to the private load balancer: both serve until API Gateway has moved.
  "doc-pipeline-moving": {
    ...docPipeline,
    profile: "dev",
    compute: {
      services: { api: docPipelineApi },
      migrations: docPipelineMigrations,
      alb: { exposure: "both" },
    },
    ecr: { repos: ["api", "worker"] },
  },
  "doc-pipeline-prod": {
    ...docPipeline,
    profile: "prod",
    compute: {
      services: {
        api: {
          ...docPipelineApi,
          cpu: 1024,
          memory: 2048,
          stickySeconds: 3600,
          scaling: { min: 2, max: 8, cpu: 60 },
        },
      },
      migrations: docPipelineMigrations,
      alb: { exposure: "internal", idleTimeoutSeconds: 3600 },
      deploy: { strategy: "blueGreen", bakeMinutes: 10 },
    },
    ecr: { repos: ["api", "worker"], keep: 30 },
    obs: { logRetentionDays: 365, tracing: "adot" },
  },
  "web-api-dev": {
    ...webApi,
    profile: "dev",
    compute: {
      services: { api: { ...webApiService, desired: 1 } },
      migrations: prismaMigrations,
    },
    ecr: { repos: ["api"] },
    obs: { logRetentionDays: 7 },
    domain: { api: "api.dev.shop.example.com" },
  },
  "web-api-prod": {
    ...webApi,
    profile: "prod",
    compute: {
      services: {
        api: {
          ...webApiService,
          cpu: 1024,
          memory: 2048,
          desired: 2,
          env: { ...webApiService.env, WEB_ORIGIN: "https://app.shop.example.com" },
          scaling: { min: 2, max: 10, cpu: 60, memory: 70, responseTime: 1 },
        },
      },
      migrations: prismaMigrations,
    },
    ecr: { repos: ["api"], keep: 30 },
    obs: { logRetentionDays: 365, tracing: "adot" },
    domain: { api: "api.shop.example.com" },
  },
  "web-api-lambda": {
    ...webApi,
    profile: "dev",
    compute: {
      engine: "lambda",
      architecture: "arm64",
      services: { api: { ...webApiService, routes: [], memory: 1024 } },
    },
    ecr: { repos: ["api"] },
    obs: { logRetentionDays: 7 },
  },
  "app-runner-dev": {
    ...appRunner,
    profile: "dev",
    compute: {
      engine: "ecs-express",
      services: { app: { ...appRunnerService, scaling: { min: 1, max: 2, cpu: 70 } } },
    },
    ecr: { repos: ["app"], keep: 10 },
    obs: { logRetentionDays: 7 },
  },
  "app-runner-prod": {
    ...appRunner,
    profile: "prod",
    compute: {
      engine: "ecs-express",
      services: {
        app: { ...appRunnerService, cpu: 1024, memory: 2048, scaling: { min: 2, max: 10, cpu: 60 } },
      },
    },
    ecr: { repos: ["app"], keep: 30, retention: 14 },
    obs: { logRetentionDays: 365, tracing: "adot" },
  },
  "app-runner-existing": {
    ...appRunner,
    profile: "prod",
    compute: {
      engine: "apprunner",
      apprunner: { existingCustomer: true },
      services: { app: { ...appRunnerService, cpu: 1024, memory: 2048, scaling: { min: 2, max: 10 } } },
    },
    ecr: { repos: ["app"], keep: 30, retention: 14 },
    obs: { logRetentionDays: 365, tracing: "adot" },
  },
  "utm-dev": {
    ...utm,
    profile: "dev",
    compute: {
      services: utmServices,
      migrations: utmMigrations,
      discovery: "cloudmap",
      alb: { accessLogs: true },
    },
    ecr: { repos: ["api", "worker", "frontend"], keep: 10 },
    obs: { logRetentionDays: 7 },
  },
  "utm-prod": {
    ...utm,
    profile: "prod",
    compute: {
      services: {
        ...utmServices,
        api: {
          ...utmServices.api,
          env: { SUPERTOKENS_URI: "http://supertokens:3567" },
          scaling: {
            min: 2,
            max: 6,
            cpu: 60,
            memory: 75,
            schedule: [
              { name: "evening", at: "cron(0 20 * * ? *)", min: 2, max: 3 },
              { name: "morning", at: "cron(0 6 * * ? *)", min: 4, max: 6 },
            ],
          },
        },
      },
      migrations: utmMigrations,
      discovery: "serviceConnect",
    },
    ecr: { repos: ["api", "worker", "frontend"], keep: 10 },
    obs: { logRetentionDays: 30 },
    domain: { api: "utm.example.com" },
  },
  "tap-poc": {
    ...common,
    product: "tap",
    region: "us-east-1",
    profile: "poc",
    compute: {
      services: {
        api: {
          repository: "backend",
          port: 8000,
          cpu: 256,
          memory: 512,
          desired: 1,
          health: { path: "/health" },
          routes: [{ priority: 100 }],
          database: true,
          buckets: { files: "readWrite" },
          bedrock: ["us.anthropic.claude-sonnet-4-20250514-v1:0"],
          env: {
            CORS_ORIGINS: '["https://tap.example.com"]',
            COOKIE_DOMAIN: ".tap.example.com",
            COOKIE_SECURE: "true",
          },
          secrets: { JWT_SECRET_KEY: "jwtSecretKey:value" },
        },
      },
      migrations: { enabled: true, command: ["alembic", "upgrade", "head"], setupImage: psql },
      alb: { accessLogs: true, deregistrationDelaySeconds: 30 },
    },
    ecr: { repos: ["backend"] },
    obs: { logRetentionDays: 30 },
    domain: { api: "api.tap.example.com", dns: "manual" },
  },
} satisfies Record<ComputeExample, ComputeConfigInput>;

/** The same configuration once CI has pushed every image. */
export function withImages(example: ComputeConfigInput): ComputeConfigInput {
  const services = Object.fromEntries(
    Object.entries(example.compute.services).map(([name, service]) => [name, { image: pushed, ...service }]),
  );
  return { ...example, compute: { ...example.compute, services } };
}
