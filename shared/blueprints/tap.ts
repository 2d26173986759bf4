import type { AccountConfigInput } from "../../stacks/00-account/config.ts";
import type { NetworkConfigInput } from "../../stacks/10-network/config.ts";
import type { DataConfigInput } from "../../stacks/20-data/config.ts";
import type { ComputeConfigInput } from "../../stacks/30-ecs/config.ts";
import type { AuthConfigInput } from "../../stacks/50-auth/config.ts";
import type { CdnConfigInput } from "../../stacks/90-cdn/config.ts";
import type { ObservabilityConfigInput } from "../../stacks/95-observability/config.ts";
import type { CicdConfigInput } from "../../stacks/99-cicd/config.ts";
import {
  exampleTarget,
  secretToSet,
  type Blueprint,
  type BlueprintLayer,
  type Target,
} from "../blueprint.ts";
import { accountBasics } from "../blueprint-account.ts";
import { deliveryOf } from "../blueprint-delivery.ts";

interface Layers extends Record<string, object> {
  "00-account": BlueprintLayer<AccountConfigInput>;
  "10-network": BlueprintLayer<NetworkConfigInput>;
  "20-data": BlueprintLayer<DataConfigInput>;
  "30-ecs": BlueprintLayer<ComputeConfigInput>;
  "50-auth": BlueprintLayer<AuthConfigInput>;
  "90-cdn": BlueprintLayer<CdnConfigInput>;
  "95-observability": BlueprintLayer<ObservabilityConfigInput>;
  "99-cicd": BlueprintLayer<CicdConfigInput>;
}

/** A proof of concept in one environment, with DNS kept by hand. */
const tap: Blueprint<Layers> = {
  name: "tap",
  title: "FastAPI on Fargate, SPA, Cognito with Google, Bedrock; one POC environment",
  profiles: ["poc"],
  target: (profile) =>
    exampleTarget(profile, "tap", { region: "us-east-1", domain: { name: "tap.example.com", zone: "none" } }),
  layers: (target) => ({
    "00-account": {
      // Anthropic's first-use form (account.bedrockUseCase) is for its owner to fill in: it can never be taken back.
      account: accountBasics(target, { monthlyLimitUsd: { dev: 150, stage: 150, prod: 150, poc: 150 } }),
    },
    "10-network": {
      network: {
        cidr: "10.0.0.0/16",
        azs: ["us-east-1a", "us-east-1b"],
        subnetCidrs: {
          public: ["10.0.1.0/24", "10.0.2.0/24"],
          private: ["10.0.10.0/24", "10.0.11.0/24"],
          db: ["10.0.20.0/24", "10.0.21.0/24"],
        },
        mode: "private",
        nat: "single",
        frontDoor: "internet",
        albPorts: [80, 443],
        servicePorts: [8000],
      },
      ...(target.domain !== undefined && {
        domain: {
          name: target.domain.name,
          zone: { mode: target.domain.zone },
          // Somebody creates the records that the first update prints, and sets this once ACM has seen them.
          certs: { validation: target.domain.zone === "none" ? "manual" : "route53", issued: false },
        },
      }),
    },
    "20-data": {
      data: {
        db: {
          engine: "postgres",
          version: "16",
          class: "db.t4g.micro",
          storage: { gb: 20 },
          name: "tap",
          credentials: "managed",
          backupDays: 7,
          parameters: "default",
        },
        buckets: { files: { cors: { origins: [`https://${target.domain?.name ?? "localhost"}`] } } },
        secrets: {
          jwt: { description: "Signs the API's tokens", generated: true },
        },
      },
    },
    "30-ecs": computeOf(target),
    "50-auth": authOf(target),
    "90-cdn": cdnOf(target),
    "95-observability": observabilityOf(),
    // One environment and nobody to approve: what is on main is delivered.
    "99-cicd": { cicd: deliveryOf(target, { jobs: { branches: ["main"] }, web: {} }) },
  }),
};

export default tap;

function computeOf({ domain }: Target): Layers["30-ecs"] {
  const web = domain === undefined ? "http://localhost:5173" : `https://${domain.name}`;
  return {
    compute: {
      services: {
        api: {
          repository: "tap-backend",
          port: 8000,
          cpu: 256,
          memory: 512,
          desired: 1,
          health: { path: "/health" },
          routes: [{ priority: 100 }],
          database: true,
          buckets: { files: "readWrite" },
          env: {
            CORS_ORIGINS: JSON.stringify([web]),
            COOKIE_SECURE: "true",
            ...(domain !== undefined && { COOKIE_DOMAIN: `.${domain.name}` }),
          },
          secrets: { JWT_SECRET_KEY: "jwt:value" },
          ssmPath: "",
          bedrock: ["us.anthropic.claude-sonnet-4-5-20250929-v1:0"],
        },
      },
      migrations: { enabled: true, command: ["alembic", "upgrade", "head"] },
      // Turned on together with the network's certs.issued, once the validation records exist.
      alb: { https: false, accessLogs: true, deregistrationDelaySeconds: 30 },
      deploy: { circuitBreaker: true },
    },
    ecr: { repos: ["tap-backend"] },
    obs: { logRetentionDays: 30 },
  };
}

/** The load balancer is the entrance, so there is no API Gateway. */
function authOf({ domain }: Target): Layers["50-auth"] {
  const [web, api] =
    domain === undefined
      ? ["http://localhost:5173", "http://localhost:8000"]
      : [`https://${domain.name}`, `https://api.${domain.name}`];
  return {
    auth: {
      provider: "cognito",
      session: "bff-cookie",
      cognito: {
        selfSignup: false,
        google: {
          // A person makes the OAuth app in Google's console, and puts its id and secret here.
          clientId: "your-app.apps.googleusercontent.com",
          clientSecret: secretToSet,
        },
        callbackUrls: [`${api}/auth/callback`],
        logoutUrls: [`${web}/login`],
        appAccess: "manage",
      },
      publish: "ssm",
    },
  };
}

/** Addresses are subscribed to the topic by hand. */
function observabilityOf(): Layers["95-observability"] {
  return {
    obs: {
      alarms: {
        responseSeconds: { threshold: 5, minutes: 5 },
        unhealthyHosts: { threshold: 0, minutes: 5 },
        databaseCpuPercent: { threshold: 80, minutes: 10 },
      },
    },
  };
}

/** The API has a host of its own. Add domain.web together with the network's certs.issued. */
function cdnOf({ domain }: Target): Layers["90-cdn"] {
  return {
    cdn: {
      mode: "s3-oac",
      priceClass: "PriceClass_100",
      waf: { enabled: false },
      ...(domain === undefined
        ? { apiRoute: true, origin: { from: "publicLoadBalancer" } }
        : { apiRoute: false, spaFallback: "errorResponses" }),
    },
    domain: { dns: domain?.zone === "none" ? "manual" : "route53" },
    obs: { logRetentionDays: 30 },
  };
}
