import type { AccountConfigInput } from "../../stacks/00-account/config.ts";
import type { NetworkConfigInput } from "../../stacks/10-network/config.ts";
import type { DataConfigInput } from "../../stacks/20-data/config.ts";
import type { ComputeConfigInput } from "../../stacks/30-ecs/config.ts";
import type { AuthConfigInput } from "../../stacks/50-auth/config.ts";
import type { QueuesConfigInput } from "../../stacks/60-queues/config.ts";
import type { DocpipelineConfigInput } from "../../stacks/70-docpipeline/config.ts";
import type { HardenConfigInput } from "../../stacks/80-harden/config.ts";
import type { CdnConfigInput } from "../../stacks/90-cdn/config.ts";
import type { ObservabilityConfigInput } from "../../stacks/95-observability/config.ts";
import type { CicdConfigInput } from "../../stacks/99-cicd/config.ts";
import { exampleTarget, isStrict, type Blueprint, type BlueprintLayer, type Target } from "../blueprint.ts";
import { accountBasics } from "../blueprint-account.ts";
import { deliveryOf } from "../blueprint-delivery.ts";

interface Layers extends Record<string, object> {
  "00-account": BlueprintLayer<AccountConfigInput>;
  "10-network": BlueprintLayer<NetworkConfigInput>;
  "20-data": BlueprintLayer<DataConfigInput>;
  "30-ecs": BlueprintLayer<ComputeConfigInput>;
  "50-auth": BlueprintLayer<AuthConfigInput>;
  "60-queues": BlueprintLayer<QueuesConfigInput>;
  "70-docpipeline": BlueprintLayer<DocpipelineConfigInput>;
  "80-harden": BlueprintLayer<HardenConfigInput>;
  "90-cdn": BlueprintLayer<CdnConfigInput>;
  "95-observability": BlueprintLayer<ObservabilityConfigInput>;
  "99-cicd": BlueprintLayer<CicdConfigInput>;
}

/** A document-processing SaaS that starts open and cheap and is hardened by configuration. */
const docPipeline: Blueprint<Layers> = {
  name: "doc-pipeline",
  title: "Document-processing SaaS: NestJS on Fargate, React, Cognito, a pipeline that masks personal data",
  profiles: ["dev", "stage", "prod"],
  target: (profile) =>
    exampleTarget(profile, "doc-pipeline", {
      region: "us-west-1",
      domain:
        profile === "dev"
          ? undefined
          : { name: profile === "prod" ? "example.com" : "stage.example.com", zone: "lookup" },
    }),
  layers: (target) => ({
    "00-account": {
      account: {
        ...accountBasics(target, { monthlyLimitUsd: { dev: 200, stage: 400, prod: 1500, poc: 100 } }),
        developerRole: {},
      },
    },
    "10-network": networkOf(target),
    "20-data": dataOf(target),
    "30-ecs": computeOf(target),
    "50-auth": authOf(target),
    "60-queues": queuesOf(target),
    "70-docpipeline": {
      // us-west-1 has no Comprehend: the text of documents goes to us-west-2, which is an opt-in on purpose.
      docpipeline: { notifyQueue: "app", comprehendRegion: "us-west-2" },
      obs: { logRetentionDays: { dev: 7, stage: 30, prod: 365, poc: 7 }[target.profile] as 7 | 30 | 365 },
    },
    "80-harden": hardenOf(target),
    "90-cdn": cdnOf(target),
    "95-observability": observabilityOf(target),
    "99-cicd": { cicd: deliveryOf(target, { web: {} }) },
  }),
};

export default docPipeline;

function networkOf({ profile, region, domain }: Target): Layers["10-network"] {
  const open = !isStrict(profile);
  return {
    network: {
      cidr: "10.0.0.0/16",
      // A new account gets two zones in us-west-1, and API Gateway's VPC links know only those two.
      azCount: region === "us-west-1" || open ? 2 : 3,
      mode: open ? "open" : "private",
      nat: profile === "prod" ? "perAz" : open ? "none" : "single",
      frontDoor: open ? "internet" : "cloudfront",
      albPorts: open || domain === undefined ? [80] : [443],
      ...(!open && domain === undefined && { cloudFrontPort: 80 }),
      servicePorts: [3000],
    },
    ...(domain !== undefined && {
      domain: {
        name: domain.name,
        zone: { mode: domain.zone },
        certs: { validation: domain.zone === "none" ? "manual" : "route53" },
      },
    }),
  };
}

function dataOf({ profile, domain }: Target): Layers["20-data"] {
  const origins = domain === undefined ? ["http://localhost:4200"] : [`https://app.${domain.name}`];
  return {
    data: {
      db: {
        engine: "postgres",
        version: "16",
        class: profile === "prod" ? "db.t4g.large" : profile === "stage" ? "db.t4g.medium" : "db.t4g.small",
        storage: { gb: 20, maxGb: profile === "prod" ? 500 : 100 },
        name: "docs",
        appUser: { username: "docs_app" },
        multiAz: profile === "prod",
        parameters: { log_min_duration_statement: "1000" },
      },
      cache: { kind: "none" },
      buckets: {
        docsOriginal: {
          cors: { origins },
          eventBridge: true,
          infrequentAccessAfterDays: 90,
          forceDestroy: profile === "dev",
        },
        docsProcessed: { infrequentAccessAfterDays: 90, forceDestroy: profile === "dev" },
        // Text and unmasked pages on their way through the pipeline: gone after a day, and no old versions.
        docsWork: { versioning: false, expireAfterDays: 1, forceDestroy: profile === "dev" },
      },
      secrets: {
        sentry: { description: "Sentry DSN of the backend", keys: ["SENTRY_DSN"] },
        stripe: {
          description: "Stripe API key and webhook secret",
          keys: ["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"],
        },
        session: { description: "Signs the session and CSRF cookies", generated: true },
      },
    },
  };
}

function computeOf({ profile, domain }: Target): Layers["30-ecs"] {
  const strict = isStrict(profile);
  return {
    compute: {
      services: {
        api: {
          port: 3000,
          cpu: strict ? 1024 : 512,
          memory: strict ? 2048 : 1024,
          desired: 2,
          health: { path: "/healthz" },
          routes: [{ priority: 100 }],
          database: true,
          buckets: { docsOriginal: "readWrite", docsProcessed: "read" },
          secrets: {
            SENTRY_DSN: "sentry:SENTRY_DSN",
            STRIPE_SECRET_KEY: "stripe:STRIPE_SECRET_KEY",
            STRIPE_WEBHOOK_SECRET: "stripe:STRIPE_WEBHOOK_SECRET",
            SESSION_SECRET: "session:value",
          },
          // What later layers decide (Cognito's ids, queue URLs) is read from here when the app starts.
          ssmPath: "",
          ...(strict && {
            scaling: { min: 2, max: profile === "prod" ? 8 : 4, cpu: 60 },
            stickySeconds: 3600,
          }),
        },
      },
      migrations: { enabled: true, command: ["node", "dist/migrate.js"] },
      alb: strict
        ? { exposure: "internal", https: domain !== undefined, idleTimeoutSeconds: 3600 }
        : { exposure: "public" },
      ...(profile === "prod" && { deploy: { strategy: "blueGreen", bakeMinutes: 10 } }),
    },
    ecr: { repos: ["api", "worker"], keep: strict ? 30 : 10 },
    obs: {
      logRetentionDays: { dev: 7, stage: 30, prod: 365, poc: 7 }[profile],
      tracing: strict ? "adot" : "off",
    },
  };
}

function authOf({ profile, domain }: Target): Layers["50-auth"] {
  const strict = isStrict(profile);
  const [app, api] =
    domain === undefined
      ? // Until there is a domain, CloudFront serves page and API under one host; its callback is added by hand.
        ["http://localhost:4200", "http://localhost:3000"]
      : [`https://app.${domain.name}`, `https://api.${domain.name}`];
  const routes = [
    { path: "/auth/*" },
    { path: "/api/*" },
    // Stripe proves itself by its signature over the raw body.
    { path: "/webhooks/stripe", methods: ["POST" as const], public: true },
  ];
  return {
    auth: {
      provider: "cognito",
      session: "bff-cookie",
      cognito: {
        preToken: "V2_0",
        claims: {
          tenant: { attribute: "custom:tenant", required: strict },
          role: { attribute: "custom:role", default: "member" },
        },
        // CloudFront serves the API under the page's host, so that page, API and WebSockets share the cookies.
        callbackUrls: [`${domain === undefined ? api : app}/auth/callback`],
        logoutUrls: [`${app}/`],
        appAccess: "manage",
      },
    },
    api: strict
      ? {
          // Only a REST API has usage plans and takes a web ACL. They count by API key, which a browser could not keep
          // to itself, so keys are for other systems that call.
          kind: "rest",
          throttle: { rateLimit: 200, burstLimit: 400 },
          // Not below /api, which CloudFront passes on without asking for a key.
          routes: [...routes, { path: "/integrations/*", apiKey: true }],
          usagePlan: { keys: ["integrations"], quota: { limit: 100_000, period: "MONTH" } },
          ...(domain !== undefined && { cors: { origins: [app] } }),
        }
      : { kind: "http", vpcLink: false, routes, cors: { origins: [app] } },
    ...(strict &&
      domain !== undefined && {
        domain: { api: `api.${domain.name}`, dns: domain.zone === "none" ? "manual" : "route53" },
      }),
    obs: { logRetentionDays: { dev: 7, stage: 30, prod: 365, poc: 7 }[profile] },
  };
}

function queuesOf({ profile }: Target): Layers["60-queues"] {
  const strict = isStrict(profile);
  return {
    queues: {
      app: { visibilitySeconds: 360, senders: ["api"] },
      // The API checks Stripe's signature over the raw body, answers at once and leaves the work to the worker.
      stripe: { visibilitySeconds: 360, senders: ["api"] },
      // What the pipeline reports when a document is done: the worker updates the database and tells the user.
      notify: { visibilitySeconds: 360 },
    },
    workers: {
      default: {
        queues: ["app", "stripe", "notify"],
        sendsTo: ["app"],
        jobSeconds: 300,
        spot: true,
        cpu: 512,
        memory: 1024,
        database: true,
        buckets: { docsOriginal: "read", docsProcessed: "read" },
        secrets: { SENTRY_DSN: "sentry:SENTRY_DSN", STRIPE_SECRET_KEY: "stripe:STRIPE_SECRET_KEY" },
        ssmPath: "",
        scaling: {
          // In development it sleeps, and the first job waits a few minutes for it.
          min: strict ? 1 : 0,
          max: { dev: 2, stage: 3, prod: 6, poc: 2 }[profile],
          backlogPerTask: 20,
        },
      },
    },
    obs: {
      logRetentionDays: { dev: 7, stage: 30, prod: 365, poc: 7 }[profile],
      tracing: strict ? "adot" : "off",
    },
  };
}

/** Dev starts open; `rollout harden` closes it by configuration. */
function hardenOf({ profile }: Target): Layers["80-harden"] {
  if (!isStrict(profile)) return { harden: {} };
  return {
    harden: {
      // Cheaper than NAT only with much traffic; here they keep images, logs and secrets off the internet.
      endpoints: ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", "kms", "sts"],
      endpointZones: profile === "prod" ? "all" : "one",
      waf: {
        targets: ["rest"],
        mode: "block",
        uninspectedPaths: ["/webhooks/"],
        logRetentionDays: profile === "prod" ? 365 : 30,
      },
    },
  };
}

function observabilityOf({ profile, emails }: Target): Layers["95-observability"] {
  return { obs: { emails: [...emails], tracing: isStrict(profile) ? "adot" : "off" } };
}

function cdnOf({ profile, domain }: Target): Layers["90-cdn"] {
  const strict = isStrict(profile);
  return {
    cdn: {
      mode: "s3-oac",
      // One host for page and API: AWS's own hosts are different sites, between which browsers send no cookies.
      apiRoute: true,
      origin: { from: strict ? "internalLoadBalancer" : "apiGateway" },
      // Socket.io, which API Gateway cannot pass on.
      websocket: { paths: ["/socket.io/*"], from: strict ? "internalLoadBalancer" : "publicLoadBalancer" },
      extraOrigins: [{ name: "builder", host: "cdn.builder.io", paths: ["/cms/*"], stripFirstSegment: true }],
      cache: { staticTtlSeconds: 31536000, htmlTtlSeconds: 60 },
      priceClass: "PriceClass_100",
      ...(strict && { waf: { uninspectedPaths: ["/webhooks/"] } }),
      monitoring: profile === "prod",
    },
    ...(domain !== undefined && {
      domain: { web: `app.${domain.name}`, dns: domain.zone === "none" ? "manual" : "route53" },
    }),
    obs: { logRetentionDays: { dev: 7, stage: 30, prod: 365, poc: 7 }[profile] },
  };
}
