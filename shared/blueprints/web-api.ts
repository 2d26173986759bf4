import type { AccountConfigInput } from "../../stacks/00-account/config.ts";
import type { NetworkConfigInput } from "../../stacks/10-network/config.ts";
import type { DataConfigInput } from "../../stacks/20-data/config.ts";
import type { ComputeConfigInput } from "../../stacks/30-ecs/config.ts";
import type { AuthConfigInput } from "../../stacks/50-auth/config.ts";
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
  "80-harden": BlueprintLayer<HardenConfigInput>;
  "90-cdn": BlueprintLayer<CdnConfigInput>;
  "95-observability": BlueprintLayer<ObservabilityConfigInput>;
  "99-cicd": BlueprintLayer<CicdConfigInput>;
}

const domains: Record<string, string> = {
  dev: "dev.example.com",
  stage: "stage.example.com",
  prod: "example.com",
};

/** A React SPA and an Express API; dev and stage share an account. */
const webApi: Blueprint<Layers> = {
  name: "web-api",
  title: "React SPA on S3 and CloudFront, Express API on Fargate, RDS PostgreSQL with Prisma, Clerk",
  profiles: ["dev", "stage", "prod"],
  target: (profile) =>
    exampleTarget(profile, "web-api", {
      region: "us-east-1",
      domain: { name: domains[profile] ?? "example.com", zone: "lookup" },
      ...(!isProd(profile) && { account: { id: "111111111111", alias: "nonprod" } }),
    }),
  layers: (target) => ({
    "00-account": {
      account: {
        ...accountBasics(target, { monthlyLimitUsd: { dev: 250, stage: 250, prod: 1200, poc: 100 } }),
        ...(!isProd(target.profile) && {
          environments: ["dev", "stage"],
          deployRole: { github: [{ ...target.github, environments: ["dev", "stage"] }] },
        }),
      },
    },
    "10-network": networkOf(target),
    "20-data": dataOf(target),
    "30-ecs": computeOf(target),
    // Clerk's secret is with 20-data's secrets, and the load balancer is the entrance.
    "50-auth": { auth: { provider: "clerk" } },
    "80-harden": hardenOf(target),
    "90-cdn": cdnOf(target),
    "95-observability": observabilityOf(target),
    "99-cicd": {
      cicd: deliveryOf(target, {
        web: target.domain === undefined ? {} : { VITE_API_ORIGIN: `https://api.${target.domain.name}` },
      }),
    },
  }),
};

export default webApi;

const isProd = (profile: Target["profile"]) => profile === "prod";

function networkOf({ profile, domain }: Target): Layers["10-network"] {
  return {
    network: {
      cidr: "10.0.0.0/16",
      azCount: isProd(profile) ? 3 : 2,
      mode: "private",
      nat: isProd(profile) ? "perAz" : "single",
      frontDoor: "internet",
      albPorts: domain === undefined ? [80] : [80, 443],
      servicePorts: [3001],
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
  return {
    data: {
      db: {
        engine: "postgres",
        version: "16",
        class: isProd(profile) ? "db.t4g.medium" : "db.t4g.small",
        storage: { gb: isProd(profile) ? 100 : 20 },
        name: "webapi",
        appUser: { username: "webapi_app" },
        multiAz: isProd(profile),
        backupDays: isStrict(profile) ? 14 : 7,
      },
      secrets: {
        clerk: { description: "Clerk's secret key", keys: ["CLERK_SECRET_KEY"] },
      },
    },
  };
}

function computeOf({ profile, domain }: Target): Layers["30-ecs"] {
  const prod = isProd(profile);
  return {
    compute: {
      services: {
        api: {
          port: 3001,
          cpu: prod ? 1024 : 256,
          memory: prod ? 2048 : 512,
          desired: prod ? 2 : 1,
          health: { path: "/health" },
          routes: [{ priority: 100 }],
          database: true,
          env: {
            NODE_ENV: "production",
            PORT: "3001",
            ...(domain !== undefined && { WEB_ORIGIN: `https://app.${domain.name}` }),
          },
          secrets: { CLERK_SECRET_KEY: "clerk:CLERK_SECRET_KEY" },
          scaling: prod
            ? { min: 2, max: 10, cpu: 60, memory: 70, responseTime: 1 }
            : { min: 1, max: 2, cpu: 70, memory: 80 },
        },
      },
      migrations: {
        enabled: true,
        command: ["npx", "prisma", "migrate", "deploy"],
      },
    },
    ecr: { repos: ["api"], keep: prod ? 30 : 10 },
    obs: {
      logRetentionDays: { dev: 7, stage: 30, prod: 365, poc: 7 }[profile],
      tracing: prod ? "adot" : "off",
    },
    ...(domain !== undefined && {
      domain: { api: `api.${domain.name}`, dns: domain.zone === "none" ? "manual" : "route53" },
    }),
  };
}

/** NAT is there anyway, so interface endpoints would only add to its price; list some once traffic makes them pay. */
function hardenOf({ profile }: Target): Layers["80-harden"] {
  return {
    harden: { endpoints: [], ...(isProd(profile) && { waf: { targets: ["alb"], mode: "block" } }) },
  };
}

function observabilityOf({ profile, emails }: Target): Layers["95-observability"] {
  return { obs: { emails: [...emails], tracing: isProd(profile) ? "adot" : "off" } };
}

function cdnOf({ profile, domain }: Target): Layers["90-cdn"] {
  return {
    cdn: {
      mode: "s3-oac",
      cache: { staticTtlSeconds: 31536000, htmlTtlSeconds: 60 },
      // Pages over HTTPS cannot call the load balancer's own address, which has no certificate.
      ...(domain === undefined && { apiRoute: true, origin: { from: "publicLoadBalancer" } }),
    },
    ...(domain !== undefined && {
      domain: { web: `app.${domain.name}`, dns: domain.zone === "none" ? "manual" : "route53" },
    }),
    obs: { logRetentionDays: { dev: 7, stage: 30, prod: 365, poc: 7 }[profile] },
  };
}
