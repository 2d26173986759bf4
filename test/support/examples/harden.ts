import type { HardenConfigInput } from "../../../stacks/80-harden/config.ts";

export type HardenExample =
  | "doc-pipeline-dev"
  | "doc-pipeline-dev-hardened"
  | "doc-pipeline-prod"
  | "web-api-prod"
  | "web-api-endpoints"
  | "app-runner-prod"
  | "app-runner-express-prod"
  | "utm-prod";

const common = { accountId: "123456789012", owner: "platform", costCenter: "cc-1" };
const docPipeline = { ...common, product: "doc-pipeline", region: "us-west-1" };
const webApi = { ...common, product: "web-api", region: "us-east-1" };
const appRunner = { ...common, product: "app-runner", region: "us-east-1" };
const utm = { ...common, product: "utm", region: "us-east-1" };

/** The systems' configuration of 80-harden; tap asks for nothing of it. */
export const examples: Record<HardenExample, HardenConfigInput> = {
  // Day one: nothing.
  "doc-pipeline-dev": { ...docPipeline, profile: "dev", upstreams: { "50-auth": "dev" } },
  // An HTTP API takes no web ACL, so the internal load balancer behind it does; stripe's webhook is signed.
  "doc-pipeline-dev-hardened": {
    ...docPipeline,
    profile: "dev",
    harden: {
      endpoints: ["ecr.api", "ecr.dkr", "logs", "secretsmanager"],
      endpointZones: "one",
      waf: { targets: ["alb"], uninspectedPaths: ["/webhooks/"] },
    },
  },
  "doc-pipeline-prod": {
    ...docPipeline,
    profile: "prod",
    harden: {
      endpoints: ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", "kms", "sts"],
      waf: {
        targets: ["rest", "cognito"],
        mode: "block",
        largeBodyPaths: ["/api/documents/", "/webhooks/"],
        uninspectedPaths: ["/webhooks/"],
        logRetentionDays: 365,
      },
      networkAcls: { isolateDatabases: true, denyPorts: [22, 3389], denyCidrs: ["203.0.113.0/24"] },
    },
    upstreams: { "50-auth": "prod" },
  },
  "web-api-prod": {
    ...webApi,
    profile: "prod",
    harden: { waf: { targets: ["alb"], mode: "block" } },
  },
  "web-api-endpoints": {
    ...webApi,
    profile: "stage",
    harden: { endpoints: ["logs", "ecr.api", "ecr.dkr"] },
  },
  // An account that had App Runner before it closed to new customers; CloudFront is the only caller.
  "app-runner-prod": {
    ...appRunner,
    profile: "prod",
    harden: { waf: { targets: ["apprunner"], caller: "forwarded" } },
  },
  // ECS Express Mode publishes no ARN of its load balancer, so a person looks it up.
  "app-runner-express-prod": {
    ...appRunner,
    profile: "prod",
    harden: {
      waf: {
        targetArns: {
          express:
            "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/ecs-express-gateway/0123456789abcdef",
        },
      },
    },
  },
  "utm-prod": {
    ...utm,
    profile: "prod",
    harden: {
      waf: { targets: ["alb"] },
      backup: {
        copyRegion: "us-west-2",
        copyKeepDays: 90,
        tags: { Project: "utm", Backup: "daily" },
        lock: { minDays: 30 },
      },
    },
  },
};
