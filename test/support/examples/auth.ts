import type { AuthConfigInput } from "../../../stacks/50-auth/config.ts";

export type AuthExample =
  | "doc-pipeline-dev"
  | "doc-pipeline-http"
  | "doc-pipeline-prod"
  | "web-api-dev"
  | "web-api-lambda"
  | "web-api-lambda-websocket"
  | "utm-dev"
  | "tap-poc";

const common = { accountId: "123456789012", owner: "platform", costCenter: "cc-1" };
const docPipeline = { ...common, product: "doc-pipeline", region: "us-west-1" };
const webApi = { ...common, product: "web-api", region: "us-east-1" };
const utm = { ...common, product: "utm", region: "us-east-1" };

/** Stripe proves itself by its signature over the raw body, which the API gets untouched. */
const docPipelineRoutes = [
  { path: "/auth/*" },
  { path: "/api/*" },
  { path: "/webhooks/stripe", methods: ["POST" as const], public: true },
];
const tenantAndRole = {
  tenant: { attribute: "custom:tenant", required: true },
  role: { attribute: "custom:role", default: "member" },
};

/** The systems' configuration of 50-auth; app-runner has no such layer. */
export const examples = {
  // No domain yet: the callback at CloudFront's address joins callbackUrls once 90-cdn has one.
  "doc-pipeline-dev": {
    ...docPipeline,
    profile: "dev",
    auth: {
      provider: "cognito",
      cognito: {
        selfSignup: true,
        preToken: "V2_0",
        claims: { ...tenantAndRole, tenant: { attribute: "custom:tenant" } },
        callbackUrls: ["http://localhost:3000/auth/callback"],
        logoutUrls: ["http://localhost:4200/"],
        appAccess: "manage",
      },
    },
    api: {
      kind: "http",
      vpcLink: false,
      originSecret: "only-for-tests",
      routes: docPipelineRoutes,
      cors: { origins: ["http://localhost:4200"] },
    },
    obs: { logRetentionDays: 7 },
  },
  // The private load balancer behind an HTTP API; the web ACL is then at the load balancer.
  "doc-pipeline-http": {
    ...docPipeline,
    profile: "stage",
    auth: {
      provider: "cognito",
      cognito: {
        preToken: "V2_0",
        claims: tenantAndRole,
        callbackUrls: ["https://api.stage.docs.example.com/auth/callback"],
        logoutUrls: ["https://app.stage.docs.example.com/"],
        tier: "essentials",
        mfa: "optional",
      },
    },
    api: {
      kind: "http",
      authorizer: "cookie",
      routes: [
        { path: "/auth/*", public: true, throttle: { rateLimit: 10, burstLimit: 20 } },
        ...docPipelineRoutes.slice(1),
      ],
      cors: { origins: ["https://app.stage.docs.example.com"] },
    },
    domain: { api: "api.stage.docs.example.com" },
  },
  // Usage plans and a web ACL on the API itself exist for REST APIs only.
  "doc-pipeline-prod": {
    ...docPipeline,
    profile: "prod",
    auth: {
      provider: "cognito",
      cognito: {
        preToken: "V2_0",
        claims: tenantAndRole,
        groups: ["admins"],
        callbackUrls: ["https://api.docs.example.com/auth/callback"],
        logoutUrls: ["https://app.docs.example.com/"],
        appAccess: "manage",
      },
    },
    api: {
      kind: "rest",
      throttle: { rateLimit: 200, burstLimit: 400 },
      routes: [...docPipelineRoutes, { path: "/api/integrations/*", apiKey: true }],
      usagePlan: {
        keys: ["accounting"],
        quota: { limit: 100_000, period: "MONTH" },
        throttle: { rateLimit: 20, burstLimit: 40 },
      },
      cors: { origins: ["https://app.docs.example.com"] },
    },
    domain: { api: "api.docs.example.com" },
    obs: { logRetentionDays: 365 },
  },
  // Clerk signs users in; its secret is 20-data's, and the load balancer is the entrance.
  "web-api-dev": { ...webApi, profile: "dev", auth: { provider: "clerk" } },
  "web-api-lambda": {
    ...webApi,
    profile: "dev",
    auth: { provider: "clerk", session: "spa" },
    api: {
      kind: "http",
      backend: "function",
      authorizer: "jwt",
      tokens: { issuer: "https://clerk.shop.example.com", audiences: ["web-api"] },
      routes: [{ path: "/*" }, { path: "/health", methods: ["GET"], public: true }],
      cors: { origins: ["https://app.shop.example.com"] },
    },
  },
  // The function learns of connects, messages and disconnects, and checks Clerk's token itself.
  "web-api-lambda-websocket": {
    ...webApi,
    profile: "dev",
    auth: { provider: "clerk", session: "spa" },
    api: { backend: "function", webSocket: {} },
  },
  "utm-dev": { ...utm, profile: "dev", auth: { provider: "supertokens" } },
  "tap-poc": {
    ...common,
    product: "tap",
    region: "us-east-1",
    profile: "poc",
    auth: {
      provider: "cognito",
      cognito: {
        selfSignup: false,
        google: {
          clientId: "123456789012-abcdef.apps.googleusercontent.com",
          clientSecret: "only-for-tests",
        },
        callbackUrls: ["https://api.tap.example.com/auth/callback"],
        logoutUrls: ["https://tap.example.com/login"],
        appAccess: "manage",
      },
      publish: "ssm",
    },
    domain: { dns: "manual" },
  },
} satisfies Record<AuthExample, AuthConfigInput>;
