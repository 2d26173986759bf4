import type { CdnConfigInput } from "../../../stacks/90-cdn/config.ts";

export type CdnExample =
  | "doc-pipeline-dev"
  | "doc-pipeline-public"
  | "doc-pipeline-prod"
  | "doc-pipeline-amplify"
  | "web-api-dev"
  | "web-api-prod"
  | "web-api-lambda"
  | "app-runner-prod"
  | "utm-prod"
  | "tap-poc"
  | "tap-poc-domain";

const common = { accountId: "123456789012", owner: "platform", costCenter: "cc-1" };
const docPipeline = { ...common, product: "doc-pipeline", region: "us-west-1" };
const webApi = { ...common, product: "web-api", region: "us-east-1" };
const tap = { ...common, product: "tap", region: "us-east-1" };
const over = (...layers: string[]) => Object.fromEntries(layers.map((layer) => [layer, "dev"]));

/** The systems' configuration of 90-cdn. */
export const examples = {
  // Without a domain cookies reach the API only under the page's own host.
  "doc-pipeline-dev": {
    ...docPipeline,
    profile: "dev",
    cdn: { mode: "s3-oac", apiRoute: true, origin: { from: "apiGateway" } },
    upstreams: over("50-auth"),
  },
  // The first days: a public load balancer without a certificate is the temporary front door.
  "doc-pipeline-public": {
    ...docPipeline,
    profile: "dev",
    cdn: {
      mode: "s3-oac",
      apiRoute: true,
      origin: { from: "publicLoadBalancer" },
      originSecret: "only-for-tests",
      websocket: {},
    },
    upstreams: over("30-ecs"),
  },
  "doc-pipeline-prod": {
    ...docPipeline,
    profile: "prod",
    cdn: {
      mode: "s3-oac",
      apiRoute: true,
      origin: { from: "internalLoadBalancer" },
      websocket: { paths: ["/socket.io/*"] },
      extraOrigins: [{ name: "builder", host: "cdn.builder.io", paths: ["/cms/*"], stripFirstSegment: true }],
      cache: { staticTtlSeconds: 31536000, htmlTtlSeconds: 60 },
      contentSecurityPolicy: "default-src 'self'; connect-src 'self' https://api.docs.example.com",
      monitoring: true,
    },
    domain: { web: "app.docs.example.com" },
    obs: { logRetentionDays: 365 },
    upstreams: over("30-ecs"),
  },
  "doc-pipeline-amplify": {
    ...docPipeline,
    profile: "prod",
    cdn: {
      mode: "amplify",
      amplify: {
        repository: "https://github.com/example/doc-pipeline",
        accessToken: "only-for-tests",
        appRoot: "apps/web",
        env: { VITE_API_ORIGIN: "https://api.docs.example.com" },
      },
    },
    domain: { web: "app.docs.example.com" },
  },
  "web-api-dev": {
    ...webApi,
    profile: "dev",
    cdn: { mode: "s3-oac", cache: { staticTtlSeconds: 604800, htmlTtlSeconds: 60 } },
    domain: { web: "app.docs.example.com" },
  },
  "web-api-prod": {
    ...webApi,
    profile: "prod",
    cdn: {
      mode: "s3-oac",
      cache: { staticTtlSeconds: 31536000, htmlTtlSeconds: 60 },
      hsts: { includeSubdomains: true },
      aliases: ["www.docs.example.com"],
      priceClass: "PriceClass_All",
    },
    domain: { web: "app.docs.example.com" },
    obs: { logRetentionDays: 365 },
  },
  "web-api-lambda": {
    ...webApi,
    profile: "dev",
    cdn: { mode: "s3-oac", apiRoute: true, origin: { from: "function" } },
    upstreams: over("30-ecs"),
  },
  "app-runner-prod": {
    ...common,
    product: "app-runner",
    region: "us-east-1",
    profile: "prod",
    cdn: { mode: "proxy", origin: { from: "service", service: "app" } },
    upstreams: over("30-ecs"),
  },
  "utm-prod": {
    ...common,
    product: "utm",
    region: "us-east-1",
    profile: "prod",
    cdn: {
      mode: "proxy",
      origin: { from: "publicLoadBalancer" },
      cache: { staticTtlSeconds: 86400, staticPaths: ["/assets/*"] },
    },
    domain: { web: "docs.example.com" },
    upstreams: over("30-ecs"),
  },
  // Somebody keeps the DNS by hand: first the certificate, then the name.
  "tap-poc": {
    ...tap,
    profile: "poc",
    cdn: { mode: "s3-oac", spaFallback: "errorResponses", priceClass: "PriceClass_100" },
    domain: { dns: "manual" },
  },
  "tap-poc-domain": {
    ...tap,
    profile: "poc",
    cdn: { mode: "s3-oac", spaFallback: "errorResponses", priceClass: "PriceClass_100" },
    domain: { web: "docs.example.com", dns: "manual" },
  },
} satisfies Record<CdnExample, CdnConfigInput>;
