import { z } from "zod";
import { logRetentionDays } from "../../shared/components/container-config.ts";
import { webAclShape } from "../../shared/components/web-acl-config.ts";
import { defineLayerConfig, secretText } from "../../shared/config-schema.ts";
import { hostname } from "../../shared/contracts/values.ts";
import { findCdnFaults } from "./cdn-rules.ts";

const path = z
  .string()
  .regex(/^\/[A-Za-z0-9_.$~@:+*?/-]*$/, 'expected a path such as "/api/*"')
  .max(255);

/** CloudFront looks for a name with its case; certificates and DNS do not. */
const host = hostname.refine((name) => name === name.toLowerCase(), "expected lower case");

const loadBalancer = z.enum(["publicLoadBalancer", "internalLoadBalancer"]);

const origin = z.strictObject({
  from: z
    .enum([...loadBalancer.options, "apiGateway", "service", "function"])
    .describe(
      "What answers: a load balancer of 30-ecs (the internal one through a VPC origin), the API of 50-auth, a service's own " +
        "endpoint (ecs-express, apprunner), or a function's URL (lambda), to which CloudFront signs requests: no Authorization " +
        "header gets there, and a body only with its x-amz-content-sha256",
    ),
  service: z
    .string()
    .regex(/^[a-z]([a-z0-9-]*[a-z0-9])?$/, 'expected a service such as "api"')
    .default("api")
    .describe("Service of 30-ecs that answers (from service or function)"),
  timeoutSeconds: z.int().min(1).max(120).default(30).describe("Time for the origin to answer"),
});

const extraOrigin = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/, 'expected a name such as "builder"')
    .describe("Name of the origin"),
  host: host.describe("Host that answers, over HTTPS"),
  paths: z.array(path).min(1).describe("Paths that go there"),
  originPath: z
    .string()
    .regex(/^(\/[A-Za-z0-9._~-]+)+$/, 'expected a path such as "/v1", without a slash at the end')
    .optional()
    .describe("Put in front of the path at the origin"),
  stripFirstSegment: z
    .boolean()
    .default(false)
    .describe('Leave the first part of the path out, so that "/cms/page" arrives as "/page"'),
  cache: z.boolean().default(true).describe("Keep answers as long as the origin's Cache-Control allows"),
});

const seconds = z.int().min(0).max(31536000);

const waf = z.strictObject({
  enabled: z.boolean().optional().describe("A web ACL in front; left out, on in stage and prod"),
  ...webAclShape,
});

const amplify = z.strictObject({
  repository: z
    .url({ protocol: /^https$/ })
    .describe("Repository with the web app, such as https://github.com/example/web"),
  accessToken: secretText.describe(
    "GitHub token with which Amplify sets up its webhook; it stays in the state, encrypted",
  ),
  branch: z.string().min(1).default("main").describe("Branch that is built and served"),
  appRoot: z.string().optional().describe("Folder of the app in a monorepo, such as apps/web"),
  buildSpec: z.string().optional().describe("Build instructions; amplify.yml in the repository without it"),
  env: z
    .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.string())
    .default({})
    .describe("Variables of the build; nothing secret, since the browser gets what is built in"),
});

const cdn = z.strictObject({
  mode: z
    .enum(["s3-oac", "amplify", "proxy"])
    .describe(
      "s3-oac: CloudFront before a private bucket; amplify: Amplify builds and serves the app; proxy: CloudFront before a service",
    ),
  apiRoute: z
    .boolean()
    .default(false)
    .describe("Serve the API under the web app's own host; without a domain cookies work in no other way"),
  apiPaths: z
    .array(path)
    .min(1)
    .default(["/api/*", "/auth/*"])
    .describe('Paths of the API (apiRoute); "/api/*" also matches "/api"'),
  origin: origin.optional().describe("What answers the API's paths, or every path in mode proxy"),
  originSecret: secretText
    .optional()
    .describe("Sent to the origin as the header x-origin-secret, for the app to check"),
  websocket: z
    .strictObject({
      paths: z.array(path).min(1).default(["/socket.io/*"]).describe("Paths of the WebSockets"),
      from: loadBalancer.optional().describe("Load balancer that answers; cdn.origin's where it is left out"),
    })
    .optional()
    .describe("WebSockets (Socket.io) to a load balancer; API Gateway and App Runner cannot take them"),
  extraOrigins: z
    .array(extraOrigin)
    .max(20)
    .default([])
    .describe("Further hosts under the same name, such as Builder.io's"),
  cache: z
    .strictObject({
      staticTtlSeconds: seconds
        .optional()
        .describe("Time to keep static files; left out, what Cache-Control says, else a day"),
      htmlTtlSeconds: seconds
        .optional()
        .describe("Longest time to keep pages (mode s3-oac); left out, what Cache-Control says, else a day"),
      staticPaths: z
        .array(path)
        .min(1)
        .default(["/assets/*"])
        .describe(
          "Files whose names change with their content (staticTtlSeconds), never the same for one user only",
        ),
    })
    .prefault({})
    .describe("How long CloudFront keeps what it serves; the API is never kept"),
  spaFallback: z
    .enum(["function", "errorResponses", "off"])
    .optional()
    .describe(
      "What gives /any/page the app's index.html (mode s3-oac): a function on the site alone, or the answer to every 403 and 404 " +
        "of the distribution; left out, errorResponses where there is nothing but the site, else function",
    ),
  aliases: z.array(host).max(99).default([]).describe("Host names beside domain.web"),
  priceClass: z
    .enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"])
    .default("PriceClass_100")
    .describe("Where CloudFront serves from; 100 is North America, Europe and Israel"),
  hsts: z
    .strictObject({
      maxAgeSeconds: z.int().min(0).max(63072000).default(31536000).describe("0 takes it back"),
      includeSubdomains: z.boolean().default(false).describe("Also bind every host below this one"),
      preload: z.boolean().default(false).describe("Let browsers ship with it; it takes months to undo"),
    })
    .prefault({})
    .describe("Browsers come back over HTTPS only"),
  contentSecurityPolicy: z
    .string()
    .min(1)
    .max(2048)
    .optional()
    .describe("Content-Security-Policy of the web app; name the API and CMS hosts that it calls"),
  frameOptions: z.enum(["DENY", "SAMEORIGIN"]).default("DENY").describe("Who may put the app in a frame"),
  waf: waf.prefault({}).describe("Web ACL"),
  accessLogs: z
    .boolean()
    .optional()
    .describe("Log requests, without cookies and query strings; left out, on in stage and prod"),
  monitoring: z
    .boolean()
    .default(false)
    .describe("Further metrics (cache hit rate, errors by code), at a fixed price a distribution"),
  site: z
    .strictObject({
      forceDestroy: z
        .boolean()
        .optional()
        .describe("Let a destroy delete the site's files; left out, except in stage and prod"),
      oldVersionDays: z.int().min(1).default(30).describe("Days to keep replaced files, for a way back"),
    })
    .prefault({})
    .describe("The bucket of the web app (mode s3-oac)"),
  amplify: amplify.optional().describe("The Amplify app (mode amplify)"),
});

const domain = z.strictObject({
  web: host.optional().describe("Host name of the web app; CloudFront's own where it is left out"),
  dns: z
    .enum(["route53", "manual"])
    .default("route53")
    .describe(
      "Whether this layer makes the host names' records, or somebody does from the output dnsRecords",
    ),
});

/** The configuration of 90-cdn. */
export const cdnConfig = defineLayerConfig({
  cdn,
  domain: domain.prefault({}),
  obs: z
    .strictObject({ logRetentionDays: logRetentionDays.default(30).describe("Days to keep logs") })
    .prefault({}),
})
  .superRefine((config, context) => {
    for (const { path: at, message } of findCdnFaults(config)) {
      context.addIssue({ code: "custom", path: at, message });
    }
  })
  .transform((config) => {
    const guarded = isGuarded(config.profile);
    const { waf: acl, site, accessLogs } = config.cdn;
    return {
      ...config,
      cdn: {
        ...config.cdn,
        spaFallback: chooseFallback(config),
        waf: { ...acl, enabled: acl.enabled ?? guarded },
        accessLogs: accessLogs ?? (guarded && config.cdn.mode !== "amplify"),
        site: { ...site, forceDestroy: site.forceDestroy ?? !guarded },
      },
    };
  });

export type CdnConfig = z.output<typeof cdnConfig>;
export type CdnConfigInput = z.input<typeof cdnConfig>;
export type OriginConfig = z.output<typeof origin>;
export type ExtraOriginConfig = z.output<typeof extraOrigin>;
/** The configuration as the rules see it, before the defaults that depend on the profile. */
export interface CheckedCdnConfig {
  cdn: z.output<typeof cdn>;
  domain: z.output<typeof domain>;
  profile: string;
  upstreams: Readonly<Record<string, string>>;
}

/** Whether a profile is held to the rules of production. */
export function isGuarded(profile: string): boolean {
  return profile === "stage" || profile === "prod";
}

/**
 * Error responses belong to the whole distribution: they would turn the API's 404 and the web ACL's 403 into the page.
 */
export function isSiteAlone({ cdn, profile }: Pick<CheckedCdnConfig, "cdn" | "profile">): boolean {
  return (
    !cdn.apiRoute &&
    cdn.websocket === undefined &&
    cdn.extraOrigins.length === 0 &&
    !(cdn.waf.enabled ?? isGuarded(profile))
  );
}

function chooseFallback(config: CheckedCdnConfig): "function" | "errorResponses" | "off" {
  if (config.cdn.mode !== "s3-oac") return "off";
  return config.cdn.spaFallback ?? (isSiteAlone(config) ? "errorResponses" : "function");
}
