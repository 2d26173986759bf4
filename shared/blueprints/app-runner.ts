import type { AccountConfigInput } from "../../stacks/00-account/config.ts";
import type { NetworkConfigInput } from "../../stacks/10-network/config.ts";
import type { DataConfigInput } from "../../stacks/20-data/config.ts";
import type { ComputeConfigInput } from "../../stacks/30-ecs/config.ts";
import type { QueuesConfigInput } from "../../stacks/60-queues/config.ts";
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
  "60-queues": BlueprintLayer<QueuesConfigInput>;
  "90-cdn"?: BlueprintLayer<CdnConfigInput>;
  "95-observability": BlueprintLayer<ObservabilityConfigInput>;
  "99-cicd": BlueprintLayer<CicdConfigInput>;
}

/** What an environment may have or not. */
const options = {
  /** CloudFront with a web ACL in front of the service, once it has its first image. */
  cloudFront: { dev: false, stage: false, prod: true, poc: false },
};

/** One container service; App Runner takes no new customers, so ECS Express Mode runs it. */
const appRunner: Blueprint<Layers> = {
  name: "app-runner",
  title: "One container service from ECR with PostgreSQL 17 in a /24 VPC",
  profiles: ["dev", "stage", "prod"],
  target: (profile) => exampleTarget(profile, "app-runner", { region: "us-east-1" }),
  layers: (target) => ({
    "00-account": {
      account: {
        ...accountBasics(target, { monthlyLimitUsd: { dev: 100, stage: 150, prod: 500, poc: 100 } }),
        // AWS activates a tag (costAllocationTags) only once a resource has had it for a day.
        isPayer: true,
        costAnomaly: { frequency: "daily", minimumImpactUsd: target.profile === "prod" ? 50 : 20 },
        budgets: {
          environment: {
            monthlyLimitUsd: target.profile === "prod" ? 500 : 100,
            environment: target.environment,
            emails: [...target.emails],
          },
        },
      },
    },
    "10-network": {
      network: {
        cidr: "10.0.0.0/24",
        azCount: 2,
        mode: "private",
        nat: target.profile === "prod" ? "single" : "fck-nat",
        frontDoor: "internet",
        albPorts: [80, 443],
        servicePorts: [8080],
      },
    },
    "20-data": dataOf(target),
    "30-ecs": computeOf(target),
    "60-queues": queuesOf(target),
    ...(options.cloudFront[target.profile] && { "90-cdn": cdnOf() }),
    "95-observability": observabilityOf(target),
    "99-cicd": {
      // In development what is merged is pushed; elsewhere somebody approves the environment's job.
      cicd: deliveryOf(target, {
        jobs: {
          environments: [target.environment],
          ...(target.profile === "dev" && { branches: ["main"] }),
        },
      }),
    },
  }),
};

export default appRunner;

function dataOf({ profile }: Target): Layers["20-data"] {
  const prod = profile === "prod";
  return {
    data: {
      db: {
        engine: "postgres",
        version: "17",
        class: prod ? "db.t4g.medium" : "db.t4g.micro",
        storage: { gb: prod ? 100 : 20, maxGb: prod ? 500 : 50 },
        name: "app",
        generation: 1,
        parameters: {
          log_connections: "1",
          log_disconnections: "1",
          log_min_duration_statement: prod ? "500" : "200",
          max_connections: prod ? "200" : "50",
        },
        multiAz: prod,
        deletionProtection: prod,
        enhancedMonitoringSeconds: prod ? 60 : 0,
        ...(profile === "dev"
          ? { credentials: "config", masterPassword: secretToSet }
          : { appUser: { username: "app_user" } }),
      },
    },
  };
}

function computeOf({ profile }: Target): Layers["30-ecs"] {
  const prod = profile === "prod";
  return {
    compute: {
      engine: "ecs-express",
      services: {
        app: {
          port: 8080,
          cpu: prod ? 1024 : 256,
          memory: prod ? 2048 : 512,
          health: { path: "/health" },
          database: true,
          ssmPath: "app/",
          scaling: prod ? { min: 2, max: 10, cpu: 60 } : { min: 1, max: 2, cpu: 70 },
        },
      },
    },
    ecr: { repos: ["app"], keep: prod ? 30 : 10, retention: prod ? 14 : 7 },
    obs: {
      logRetentionDays: { dev: 7, stage: 30, prod: 365, poc: 7 }[profile],
      tracing: prod ? "adot" : "off",
    },
  };
}

function queuesOf({ profile }: Target): Layers["60-queues"] {
  // One service does everything: it sends jobs to itself.
  return { queues: { jobs: { dlq: profile === "prod", senders: ["app"], receivers: ["app"] } } };
}

function observabilityOf({ profile, emails }: Target): Layers["95-observability"] {
  return { obs: { emails: [...emails], tracing: profile === "prod" ? "adot" : "off" } };
}

function cdnOf(): NonNullable<Layers["90-cdn"]> {
  return { cdn: { mode: "proxy", origin: { from: "service", service: "app" } } };
}
