import type { CicdConfigInput } from "../../../stacks/99-cicd/config.ts";

const common = { accountId: "123456789012", owner: "platform", costCenter: "cc-1" };
const docPipeline = { ...common, product: "doc-pipeline", region: "us-west-1" };
const main = { branches: ["main"] };
const looking = (repository: string) => ({
  infraPreview: { github: [{ owner: "example", repository, pullRequests: true, ...main }] },
  drift: { github: [{ owner: "example", repository, ...main }] },
});
const job = (repository: string, environment: string) => ({
  owner: "example",
  repository,
  environments: [environment],
});
const withSite = { "20-data": "dev", "90-cdn": "dev" };

/** The five systems' configuration of 99-cicd; state in S3, encrypted and with an awskms:// provider. */
export const examples = {
  "doc-pipeline-dev": {
    ...docPipeline,
    profile: "dev",
    upstreams: withSite,
    cicd: {
      backend: { github: [job("doc-pipeline", "dev")] },
      frontend: { github: [job("doc-pipeline", "dev")] },
      infraUp: { github: [job("doc-pipeline", "dev")] },
      ...looking("doc-pipeline"),
    },
  },
  "doc-pipeline-prod": {
    ...docPipeline,
    profile: "prod",
    upstreams: withSite,
    cicd: {
      state: { bucket: "example-state", kmsKeyArns: ["arn:aws:kms:us-west-1:123456789012:key/state"] },
      backend: { github: [job("doc-pipeline", "prod")] },
      frontend: { github: [job("doc-pipeline", "prod")] },
      infraUp: { github: [job("doc-pipeline", "prod")], maxSessionHours: 2 },
      ...looking("doc-pipeline"),
    },
  },
  "web-api-stage": {
    ...common,
    product: "web-api",
    region: "us-east-1",
    profile: "stage",
    upstreams: withSite,
    cicd: {
      backend: { github: [job("web-api", "stage")] },
      frontend: {
        github: [job("web-app", "stage")],
        env: { VITE_API_ORIGIN: "https://api.stage.example.com" },
      },
      infraUp: { github: [job("web-api", "stage")] },
      ...looking("web-api"),
    },
  },
  "app-runner-dev": {
    ...common,
    product: "app-runner",
    region: "us-east-1",
    profile: "dev",
    upstreams: { "20-data": "dev" },
    cicd: {
      backend: { github: [{ ...job("app-runner", "dev"), ...main }] },
      infraUp: { github: [job("app-runner", "dev")] },
      ...looking("app-runner"),
    },
  },
  "utm-dev": {
    ...common,
    product: "utm",
    region: "us-east-1",
    profile: "dev",
    upstreams: { "20-data": "dev" },
    cicd: { backend: { github: [job("utm", "dev")] } },
  },
  "tap-poc": {
    ...common,
    product: "tap",
    region: "us-east-1",
    profile: "poc",
    upstreams: withSite,
    cicd: {
      // Made after 2026-07-15, so its tokens name the ids.
      backend: {
        github: [{ owner: "example", repository: "tap", ownerId: "1001", repositoryId: "2002", ...main }],
      },
      frontend: { github: [{ owner: "example", repository: "tap", ...main }] },
      ...looking("tap"),
    },
  },
} satisfies Record<string, CicdConfigInput>;

export type CicdExample = keyof typeof examples;
