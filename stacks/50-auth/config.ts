import { z } from "zod";
import { logRetentionDays } from "../../shared/components/container-config.ts";
import { defineLayerConfig, secretText } from "../../shared/config-schema.ts";
import { hostname } from "../../shared/contracts/values.ts";
import { findAuthFaults } from "./auth-rules.ts";

const serviceName = z.string().regex(/^[a-z]([a-z0-9-]*[a-z0-9])?$/, 'expected a service such as "api"');

const redirect = z
  .string()
  .refine(
    isRedirectTarget,
    "expected https without a fragment, or http on localhost, exactly as the app sends it",
  );

const claim = z.strictObject({
  attribute: z
    .string()
    .regex(/^(custom:)?[a-z][A-Za-z0-9_]{0,19}$/, 'expected a user attribute such as "custom:tenant"')
    .describe("The user attribute that the claim is made of"),
  default: z.string().min(1).optional().describe("The claim of a user without the attribute"),
  required: z.boolean().default(false).describe("Refuse to sign in a user without the attribute"),
});

const cognito = z.strictObject({
  selfSignup: z
    .boolean()
    .default(false)
    .describe("Let anybody register; Google's users always can, whatever this says"),
  google: z
    .strictObject({
      clientId: z
        .string()
        .regex(
          /\.apps\.googleusercontent\.com$/,
          "expected a client id that ends in .apps.googleusercontent.com",
        )
        .describe("Client id of the OAuth app that a person made in Google's console"),
      clientSecret: secretText.describe("Its client secret; kept encrypted in the state"),
    })
    .optional()
    .describe("Let users sign in with Google"),
  preToken: z
    .enum(["off", "V2_0"])
    .default("off")
    .describe("Add claims to ID and access tokens when they are issued"),
  customAttributes: z
    .array(z.string().regex(/^[a-z][A-Za-z0-9_]{0,19}$/, 'expected a name such as "tenant"'))
    .max(50)
    .default(["tenant", "role"])
    .describe("Attributes of users beside the standard ones; append only, Cognito never gives one up"),
  claims: z
    .record(z.string().regex(/^[a-z][A-Za-z0-9_]*$/, 'expected a name such as "tenant"'), claim)
    .default({
      tenant: { attribute: "custom:tenant", required: false },
      role: { attribute: "custom:role", required: false },
    })
    .describe("Claims that preToken adds"),
  groups: z
    .array(z.string().regex(/^[A-Za-z0-9_.-]{1,128}$/, 'expected a name such as "admins"'))
    .default([])
    .describe("Groups of users; the tokens carry a user's groups as cognito:groups"),
  callbackUrls: z
    .array(redirect)
    .max(100)
    .default([])
    .describe("Where Cognito may send a user who signed in"),
  logoutUrls: z.array(redirect).max(100).default([]).describe("Where Cognito may send a user who signed out"),
  scopes: z
    .array(z.enum(["openid", "email", "profile", "phone", "aws.cognito.signin.user.admin"]))
    .min(1)
    .default(["openid", "email", "profile"])
    .describe("What the app may ask for"),
  domain: z
    .strictObject({
      prefix: z
        .string()
        .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, "expected lower-case letters, digits and hyphens")
        .optional()
        .describe(
          "First part of the sign-in page's host, unique in the region across all accounts; derived where it is left out. Not used with domain.auth",
        ),
      parentResolves: z
        .boolean()
        .default(false)
        .describe("The domain above domain.auth has an A record already, which Cognito insists on"),
    })
    .prefault({})
    .describe("Where the sign-in page is"),
  mfa: z
    .enum(["off", "optional", "required"])
    .optional()
    .describe("Second factor by authenticator app; left out, required in stage and prod, else optional"),
  tier: z
    .enum(["essentials", "plus"])
    .optional()
    .describe("Feature plan; left out, plus in stage and prod for its threat protection, else essentials"),
  threatProtection: z
    .enum(["off", "audit", "enforced"])
    .optional()
    .describe("What Cognito does about stolen passwords; left out, enforced with tier plus, else off"),
  passwordLength: z.int().min(8).max(99).default(12).describe("Shortest password"),
  tokens: z
    .strictObject({
      accessMinutes: z.int().min(5).max(1440).default(60).describe("Life of access tokens"),
      idMinutes: z.int().min(5).max(1440).default(60).describe("Life of ID tokens"),
      refreshDays: z.int().min(1).max(3650).default(30).describe("Life of refresh tokens"),
      rotateRefresh: z
        .boolean()
        .default(true)
        .describe("Give out a new refresh token at each use; the old one works for another minute"),
    })
    .prefault({}),
  email: z
    .strictObject({
      from: z.string().min(3).describe("Sender, such as Example <no-reply@example.com>"),
      identityArn: z
        .string()
        .regex(/^arn:aws:ses:[a-z0-9-]+:\d{12}:identity\/.+$/, "expected the ARN of a verified SES identity")
        .describe("Verified SES identity"),
    })
    .optional()
    .describe("Send mails with SES; without it Cognito sends 50 a day"),
  appAccess: z
    .enum(["none", "read", "manage"])
    .default("none")
    .describe("What the app's own role may do with users: nothing, look them up, or create and change them"),
  protect: z
    .boolean()
    .optional()
    .describe(
      "Refuse to delete or replace the user pool, which holds all users; left out, on in stage and prod",
    )
    .meta({ beforeDestroy: false }),
});

const auth = z.strictObject({
  provider: z
    .enum(["cognito", "clerk", "supertokens", "none"])
    .default("none")
    .describe("Who signs users in; only cognito makes anything here"),
  cognito: cognito.prefault({}),
  session: z
    .enum(["bff-cookie", "spa"])
    .default("bff-cookie")
    .describe(
      "bff-cookie: the API holds the tokens in httpOnly cookies and has a client secret; spa: the browser holds them, with PKCE and without a secret",
    ),
  publish: z
    .enum(["ssm", "none"])
    .default("ssm")
    .describe("Whether the app finds ids and addresses in SSM at run time"),
  services: z
    .array(serviceName)
    .default(["api"])
    .describe("Services of 30-ecs that may read the settings and the client secret, and manage users"),
});

const rates = {
  rateLimit: z.number().min(1).max(10000).describe("Requests a second in the long run"),
  burstLimit: z.int().min(1).max(5000).describe("Requests at once"),
};

const route = z.strictObject({
  path: z
    .string()
    .regex(
      /^\/([A-Za-z0-9._-]+\/)*([A-Za-z0-9._-]+|\*)?$/,
      'expected a path such as "/api/*" or "/webhooks/stripe"',
    )
    .describe('Path; "/api/*" also matches "/api"'),
  methods: z
    .array(z.enum(["ANY", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]))
    .min(1)
    .default(["ANY"])
    .describe("Methods that are let through"),
  public: z
    .boolean()
    .default(false)
    .describe("Let it through without api.authorizer, such as a webhook that proves itself by its signature"),
  apiKey: z.boolean().default(false).describe("Ask for a key of api.usagePlan (kind rest)"),
  throttle: z.strictObject(rates).optional().describe("Limits of this route alone"),
  service: serviceName.optional().describe("Function that answers; api.service where it is left out"),
});

const api = z.strictObject({
  kind: z
    .enum(["http", "rest", "none"])
    .default("none")
    .describe("http: cheaper and faster; rest: usage plans and a web ACL on the API itself"),
  backend: z
    .enum(["loadBalancer", "function"])
    .default("loadBalancer")
    .describe("What answers: the load balancer of 30-ecs, or functions of its engine lambda"),
  vpcLink: z
    .boolean()
    .default(true)
    .describe("Reach the internal load balancer through a VPC link; false: the public one, as an interim"),
  service: serviceName
    .default("api")
    .describe("Function that answers routes which name none (backend function)"),
  originSecret: secretText
    .optional()
    .describe("Sent to the public load balancer as the header x-origin-secret, for the app to check"),
  throttle: z
    .strictObject(rates)
    .default({ rateLimit: 50, burstLimit: 100 })
    .describe("Limits of each route"),
  cors: z
    .strictObject({
      origins: z
        .array(
          z
            .string()
            .regex(
              /^(\*|https?:\/\/[a-z0-9.-]+(:\d+)?)$/,
              'expected an origin such as "https://app.example.com"',
            ),
        )
        .min(1)
        .describe("Origins whose pages may call the API"),
      credentials: z
        .boolean()
        .optional()
        .describe("Whether browsers send cookies; left out, with session bff-cookie"),
      headers: z
        .array(z.string())
        .default(["content-type", "authorization", "x-csrf-token", "x-requested-with"])
        .describe("Headers that pages may send"),
      methods: z
        .array(z.enum(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]))
        .default(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
        .describe("Methods that pages may use"),
      exposeHeaders: z.array(z.string()).default([]).describe("Headers of answers that pages may read"),
      maxAgeSeconds: z
        .int()
        .min(0)
        .max(86400)
        .default(600)
        .describe("Time a browser remembers the permission"),
    })
    .optional()
    .describe("Calls from other origins; none where it is left out"),
  routes: z
    .array(route)
    .min(1)
    .default([{ path: "/*", methods: ["ANY"], public: false, apiKey: false }]),
  authorizer: z
    .enum(["none", "jwt", "cookie"])
    .default("none")
    .describe(
      "Who checks tokens before a request reaches the backend: nobody, API Gateway in the Authorization header, or a function in a cookie",
    ),
  tokens: z
    .strictObject({
      issuer: z
        .url({ protocol: /^https$/ })
        .optional()
        .describe("Issuer of the tokens; Cognito's own where it signs in"),
      audiences: z
        .array(z.string())
        .default([])
        .describe("Audiences or client ids to accept; Cognito's client where it signs in"),
      cookie: z
        .string()
        .regex(/^[A-Za-z0-9_.-]+$/, "expected the name of a cookie")
        .default("access_token")
        .describe("Cookie that holds the token (authorizer cookie)"),
      cacheSeconds: z
        .int()
        .min(0)
        .max(3600)
        .default(60)
        .describe("Time for which the function's answer counts for the same cookies"),
    })
    .prefault({}),
  usagePlan: z
    .strictObject({
      keys: z.array(z.string().min(1)).min(1).describe("Names of the API keys to make, one a caller"),
      quota: z
        .strictObject({
          limit: z.int().min(1).describe("Requests in a period"),
          period: z.enum(["DAY", "WEEK", "MONTH"]),
        })
        .optional(),
      throttle: z.strictObject(rates).optional().describe("Limits of each key"),
    })
    .optional()
    .describe("Quotas by API key (kind rest)"),
  webSocket: z
    .strictObject({
      path: z
        .string()
        .regex(/^\/[A-Za-z0-9/_-]*$/, "expected a path")
        .default("/websocket")
        .describe("Path at the load balancer that gets connects, messages and disconnects"),
      service: serviceName.optional().describe("Function that gets them; api.service where it is left out"),
      throttle: z.strictObject(rates).default({ rateLimit: 100, burstLimit: 200 }),
    })
    .optional()
    .describe(
      "A WebSocket API in API Gateway's own protocol; Socket.io needs cdn.websocket of 90-cdn instead",
    ),
  timeoutSeconds: z.int().min(1).max(30).default(29).describe("Time for the backend to answer"),
});

const domain = z.strictObject({
  api: hostname.optional().describe("Host name of the API, served by API Gateway"),
  auth: hostname.optional().describe("Host name of Cognito's sign-in page"),
  webSocket: hostname.optional().describe("Host name of the WebSocket API"),
  dns: z
    .enum(["route53", "manual"])
    .default("route53")
    .describe(
      "Whether this layer makes the host names' records, or somebody does from the output dnsRecords",
    ),
});

/** The configuration of 50-auth. */
export const authConfig = defineLayerConfig({
  auth: auth.prefault({}),
  api: api.prefault({}),
  domain: domain.prefault({}),
  obs: z
    .strictObject({ logRetentionDays: logRetentionDays.default(30).describe("Days to keep logs") })
    .prefault({}),
})
  .superRefine((config, context) => {
    for (const { path, message } of findAuthFaults(config)) {
      context.addIssue({ code: "custom", path, message });
    }
  })
  .transform((config) => {
    const guarded = isGuarded(config.profile);
    const { cognito: pool } = config.auth;
    const tier = pool.tier ?? (guarded ? "plus" : "essentials");
    return {
      ...config,
      auth: {
        ...config.auth,
        cognito: {
          ...pool,
          tier,
          mfa: pool.mfa ?? (guarded ? "required" : "optional"),
          threatProtection: pool.threatProtection ?? (tier === "plus" ? "enforced" : "off"),
          protect: pool.protect ?? guarded,
        },
      },
    };
  });

export type AuthConfig = z.output<typeof authConfig>;
export type AuthConfigInput = z.input<typeof authConfig>;
export type CognitoConfig = AuthConfig["auth"]["cognito"];
export type ApiConfig = AuthConfig["api"];
export type RouteConfig = z.output<typeof route>;
/** The configuration as the rules see it, before the defaults that depend on the profile. */
export interface CheckedAuthConfig {
  auth: z.output<typeof auth>;
  api: z.output<typeof api>;
  domain: z.output<typeof domain>;
  product: string;
  region: string;
  profile: string;
}

/** Whether a profile is held to the rules of production. */
export function isGuarded(profile: string): boolean {
  return profile === "stage" || profile === "prod";
}

function isRedirectTarget(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname: host, hash } = new URL(text);
  if (hash !== "" || text.includes("#")) return false;
  return protocol === "https:" || (protocol === "http:" && host === "localhost");
}
