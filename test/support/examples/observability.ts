import type { ObservabilityConfigInput } from "../../../stacks/95-observability/config.ts";

const of = (product: string, region: string) => ({
  product,
  region,
  owner: "platform",
  costCenter: product,
  accountId: "123456789012",
});
const emails = ["ops@example.com"];

/** What the five systems ask of 95-observability. */
export const examples: Record<
  | "doc-pipeline-dev"
  | "doc-pipeline-prod"
  | "web-api-dev"
  | "web-api-prod"
  | "app-runner-dev"
  | "app-runner-prod"
  | "utm-prod"
  | "tap-poc",
  ObservabilityConfigInput
> = {
  "doc-pipeline-dev": { ...of("doc-pipeline", "us-west-1"), profile: "dev", obs: { emails } },
  "doc-pipeline-prod": {
    ...of("doc-pipeline", "us-west-1"),
    profile: "prod",
    obs: { emails, tracing: "adot", alarms: { databaseConnections: { threshold: 600 } } },
  },
  "web-api-dev": { ...of("web-api", "us-east-1"), profile: "dev", obs: { emails } },
  "web-api-prod": { ...of("web-api", "us-east-1"), profile: "prod", obs: { emails } },
  "app-runner-dev": { ...of("app-runner", "us-east-1"), profile: "dev", obs: { emails } },
  "app-runner-prod": {
    ...of("app-runner", "us-east-1"),
    profile: "prod",
    obs: { emails, tracing: "adot" },
  },
  "utm-prod": {
    ...of("utm", "us-east-1"),
    profile: "prod",
    // The job queue keeps everything, so that each entry it drops is one too many.
    obs: { emails, alarms: { cacheEvictions: { threshold: 0 } } },
  },
  "tap-poc": {
    ...of("tap", "us-east-1"),
    profile: "poc",
    obs: {
      // Subscribed by hand.
      emails: [],
      alarms: {
        responseSeconds: { threshold: 5, minutes: 5 },
        unhealthyHosts: { threshold: 0, minutes: 5 },
        databaseCpuPercent: { threshold: 80, minutes: 10 },
      },
    },
  },
};
