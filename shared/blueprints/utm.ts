import type { AccountConfigInput } from "../../stacks/00-account/config.ts";
import type { NetworkConfigInput } from "../../stacks/10-network/config.ts";
import type { DataConfigInput } from "../../stacks/20-data/config.ts";
import type { ComputeConfigInput } from "../../stacks/30-ecs/config.ts";
import type { AuthConfigInput } from "../../stacks/50-auth/config.ts";
import type { QueuesConfigInput } from "../../stacks/60-queues/config.ts";
import type { HardenConfigInput } from "../../stacks/80-harden/config.ts";
import type { CdnConfigInput } from "../../stacks/90-cdn/config.ts";
import type { ObservabilityConfigInput } from "../../stacks/95-observability/config.ts";
import type { CicdConfigInput } from "../../stacks/99-cicd/config.ts";
import { exampleTarget, type Blueprint, type BlueprintLayer, type Target } from "../blueprint.ts";
import { accountBasics } from "../blueprint-account.ts";
import { deliveryOf } from "../blueprint-delivery.ts";

interface Layers extends Record<string, object> {
  "00-account": BlueprintLayer<AccountConfigInput>;
  "10-network": BlueprintLayer<NetworkConfigInput>;
  "20-data": BlueprintLayer<DataConfigInput>;
  "30-ecs": BlueprintLayer<ComputeConfigInput>;
  "50-auth": BlueprintLayer<AuthConfigInput>;
  "60-queues": BlueprintLayer<QueuesConfigInput>;
  "80-harden": BlueprintLayer<HardenConfigInput>;
  "90-cdn"?: BlueprintLayer<CdnConfigInput>;
  "95-observability": BlueprintLayer<ObservabilityConfigInput>;
  "99-cicd": BlueprintLayer<CicdConfigInput>;
}

/** Four services behind path routing, Aurora Serverless v2 with two databases, Redis as job queue, SuperTokens. */
const utm: Blueprint<Layers> = {
  name: "utm",
  title: "API, worker, frontend and SuperTokens on Fargate with Aurora Serverless v2 and Redis",
  profiles: ["dev", "stage", "prod"],
  target: (profile) =>
    exampleTarget(profile, "utm", {
      region: "us-east-1",
      domain: profile === "prod" ? { name: "utm.example.com", zone: "lookup" } : undefined,
    }),
  layers: (target) => ({
    "00-account": {
      account: accountBasics(target, { monthlyLimitUsd: { dev: 250, stage: 400, prod: 1000, poc: 100 } }),
    },
    "10-network": networkOf(target),
    "20-data": dataOf(target),
    "30-ecs": computeOf(target),
    "60-queues": queuesOf(target),
    // The core runs in 30-ecs and the API speaks to it; the load balancer is the entrance.
    "50-auth": { auth: { provider: "supertokens" } },
    "80-harden": hardenOf(target),
    ...(isBehindCloudFront(target) && { "90-cdn": cdnOf(target) }),
    "95-observability": observabilityOf(target),
    "99-cicd": { cicd: deliveryOf(target) },
  }),
};

export default utm;

function networkOf({ profile, domain }: Target): Layers["10-network"] {
  return {
    network: {
      cidr: "10.0.0.0/16",
      azCount: 2,
      mode: "private",
      nat: profile === "prod" ? "perAz" : "single",
      frontDoor: "internet",
      albPorts: domain === undefined ? [80] : [80, 443],
      servicePorts: [3000, 8080],
      // The API reaches SuperTokens' core, which nothing outside may.
      discoveryPorts: [3567],
      ...(profile === "prod" && { flowLogs: "cloudwatch" }),
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

function dataOf({ profile }: Target): Layers["20-data"] {
  const prod = profile === "prod";
  return {
    data: {
      db: {
        engine: "aurora-serverless",
        // The source asks for 15.4, which AWS no longer offers; the major version follows its minor upgrades.
        version: "15",
        acu: prod ? { min: 1, max: 8 } : { min: 0.5, max: 2 },
        name: "utm_backend",
        extraDatabases: ["supertokens"],
        backupDays: 7,
        appUser: { username: "utm_app" },
      },
      cache: {
        kind: "redis",
        version: "7.1",
        nodeType: prod ? "cache.t4g.small" : "cache.t4g.micro",
        maxmemoryPolicy: "noeviction",
        snapshotDays: prod ? 7 : 1,
      },
      secrets: {
        supertokens: { description: "API key between the API and SuperTokens' core", generated: true },
      },
    },
  };
}

function computeOf({ profile, environment, product, domain }: Target): Layers["30-ecs"] {
  const prod = profile === "prod";
  return {
    compute: {
      services: {
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
          env: { SUPERTOKENS_URI: `http://supertokens.${environment}.${product}.internal:3567` },
          secrets: { SUPERTOKENS_API_KEY: "supertokens:value" },
          ...(prod && {
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
          }),
        },
        frontend: {
          // nginx without root listens above 1024.
          port: 8080,
          cpu: 256,
          memory: 512,
          desired: 2,
          health: { path: "/health" },
          healthCommand: "wget -q -O /dev/null http://127.0.0.1:8080/health || exit 1",
          writablePaths: ["/tmp", "/var/cache/nginx", "/var/run"],
          routes: [{ priority: 1000, paths: ["/*"] }],
        },
        // Guarded by an API key alone, so it has no route: the API answers /auth/* with the SDK. Its image is a copy of
        // the published one, so that a release that is pushed again changes nothing here.
        supertokens: {
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
          secrets: { API_KEYS: "supertokens:value" },
        },
      },
      migrations: { enabled: true, command: ["/app/migrate"] },
      discovery: "cloudmap",
      alb: { accessLogs: true },
    },
    ecr: { repos: ["api", "worker", "frontend", "supertokens"], scan: true, keep: 10 },
    obs: { logRetentionDays: prod ? 30 : 7 },
    ...(domain !== undefined && {
      domain: {
        // CloudFront has the product's name where it stands in front, and calls the load balancer by another.
        api: isBehindCloudFront({ profile, domain }) ? `origin.${domain.name}` : domain.name,
        dns: domain.zone === "none" ? "manual" : "route53",
      },
    }),
  };
}

function queuesOf({ profile }: Target): Layers["60-queues"] {
  return {
    workers: {
      // It takes its jobs from Redis, whose length AWS does not know: a fixed number of tasks.
      default: {
        source: "redis",
        cpu: 512,
        memory: 1024,
        desired: 1,
        database: true,
        jobSeconds: 300,
      },
    },
    obs: { logRetentionDays: profile === "prod" ? 30 : 7 },
  };
}

function hardenOf({ profile }: Target): Layers["80-harden"] {
  if (profile !== "prod") return { harden: {} };
  return {
    harden: {
      // The first days' log shows what the groups would block; then the mode becomes block.
      waf: { targets: ["alb"], mode: "count" },
      backup: { keepDays: 35, copyRegion: "us-west-2", copyKeepDays: 90 },
    },
  };
}

function observabilityOf({ emails }: Target): Layers["95-observability"] {
  return {
    obs: {
      emails: [...emails],
      // The job queue keeps everything, so that each entry it drops is one too many.
      alarms: { cacheEvictions: { threshold: 0 } },
    },
  };
}

/** In production, and only with a certificate: CloudFront would otherwise pass tokens on unencrypted. */
function isBehindCloudFront({ profile, domain }: Pick<Target, "profile" | "domain">): boolean {
  return profile === "prod" && domain !== undefined;
}

function cdnOf({ domain }: Target): NonNullable<Layers["90-cdn"]> {
  return {
    cdn: {
      mode: "proxy",
      origin: { from: "publicLoadBalancer" },
      // What nginx serves there has its content's hash in its name.
      cache: { staticTtlSeconds: 86400, staticPaths: ["/assets/*", "/static/*"] },
    },
    ...(domain !== undefined && {
      domain: { web: domain.name, dns: domain.zone === "none" ? "manual" : "route53" },
    }),
    obs: { logRetentionDays: 30 },
  };
}
