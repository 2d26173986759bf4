import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { renderBehaviors, renderDefaultBehavior, siteOriginId, type BehaviorParts } from "./behaviors.ts";
import type { CdnConfig } from "./config.ts";
import { cachePolicies } from "./managed-policies.ts";
import { renderSecurityHeaders } from "./security-headers.ts";
import type { ServiceOrigin } from "./service-origin.ts";
import type { SiteBucket } from "./site-bucket.ts";

export interface EdgeDistributionArgs {
  comment: string;
  cdn: CdnConfig["cdn"];
  aliases: readonly string[];
  /** In us-east-1 and issued; needed where there are aliases. */
  certificateArn: pulumi.Output<string | undefined>;
  webAclArn: pulumi.Input<string> | undefined;
  site: SiteBucket | undefined;
  service: ServiceOrigin | undefined;
  webSocket: ServiceOrigin | undefined;
}

/** CloudFront, with the functions and policies of its own. */
export class EdgeDistribution extends pulumi.ComponentResource {
  readonly distribution: aws.cloudfront.Distribution;

  constructor(name: string, args: EdgeDistributionArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:90-cdn:EdgeDistribution", name, {}, options);
    const { cdn } = args;

    const parts: BehaviorParts = {
      cdn,
      service: targetOf(args.service),
      webSocket: targetOf(args.webSocket),
      headers: createHeaders(this, cdn),
      policies: createCachePolicies(this, cdn),
      extra: createExtraPolicies(this, cdn),
      functions: createFunctions(this, cdn),
    };
    this.distribution = createDistribution(this, name, args, parts);
    if (cdn.monitoring) createMonitoring(this, name);
    this.registerOutputs();
  }
}

function targetOf(origin: ServiceOrigin | undefined): BehaviorParts["service"] {
  return (
    origin && { originId: origin.definition.originId as string, requestPolicyId: origin.requestPolicyId }
  );
}

function createHeaders(parent: EdgeDistribution, cdn: CdnConfig["cdn"]): BehaviorParts["headers"] {
  const create = (owner: "site" | "service") =>
    new aws.cloudfront.ResponseHeadersPolicy(
      `${owner}-headers`,
      { securityHeadersConfig: renderSecurityHeaders(cdn, owner) },
      { parent },
    ).id;
  const service = create("service");
  return { service, site: cdn.mode === "proxy" ? service : create("site") };
}

function createCachePolicies(parent: EdgeDistribution, cdn: CdnConfig["cdn"]): BehaviorParts["policies"] {
  const { htmlTtlSeconds, staticTtlSeconds } = cdn.cache;
  const create = (name: string, defaultTtl: number, maxTtl: number) =>
    // CloudFront refuses a policy that keeps nothing and yet tells apart what it compressed.
    maxTtl === 0
      ? cachePolicies.cachingDisabled
      : new aws.cloudfront.CachePolicy(
          name,
          {
            minTtl: 0,
            defaultTtl,
            maxTtl,
            parametersInCacheKeyAndForwardedToOrigin: {
              enableAcceptEncodingBrotli: true,
              enableAcceptEncodingGzip: true,
              cookiesConfig: { cookieBehavior: "none" },
              headersConfig: { headerBehavior: "none" },
              queryStringsConfig: { queryStringBehavior: cdn.mode === "proxy" ? "all" : "none" },
            },
          },
          { parent },
        ).id;
  return {
    html:
      htmlTtlSeconds === undefined
        ? cachePolicies.cachingOptimized
        : create("html", htmlTtlSeconds, htmlTtlSeconds),
    statics:
      staticTtlSeconds === undefined
        ? undefined
        : create("static", staticTtlSeconds, staticTtlSeconds === 0 ? 0 : 31536000),
  };
}

/**
 * For the hosts of others. AWS's own policy that follows Cache-Control passes on Host and all cookies: such a host would
 * not know ours, and must not see our users' sessions.
 */
function createExtraPolicies(
  parent: EdgeDistribution,
  { extraOrigins }: CdnConfig["cdn"],
): BehaviorParts["extra"] {
  const cached = extraOrigins.some(({ cache }) => cache);
  const direct = extraOrigins.some(({ cache }) => !cache);
  return {
    cachePolicyId: cached
      ? new aws.cloudfront.CachePolicy(
          "extra",
          {
            minTtl: 0,
            // Nothing is kept that does not ask for it.
            defaultTtl: 0,
            maxTtl: 31536000,
            parametersInCacheKeyAndForwardedToOrigin: {
              enableAcceptEncodingBrotli: true,
              enableAcceptEncodingGzip: true,
              cookiesConfig: { cookieBehavior: "none" },
              headersConfig: { headerBehavior: "none" },
              queryStringsConfig: { queryStringBehavior: "all" },
            },
          },
          { parent },
        ).id
      : undefined,
    requestPolicyId: direct
      ? new aws.cloudfront.OriginRequestPolicy(
          "extra",
          {
            cookiesConfig: { cookieBehavior: "none" },
            headersConfig: { headerBehavior: "allExcept", headers: { items: ["Host"] } },
            queryStringsConfig: { queryStringBehavior: "all" },
          },
          { parent },
        ).id
      : undefined,
  };
}

function createFunctions(parent: EdgeDistribution, cdn: CdnConfig["cdn"]): BehaviorParts["functions"] {
  const create = (name: string) =>
    new aws.cloudfront.Function(
      name,
      {
        runtime: "cloudfront-js-2.0",
        publish: true,
        code: readFileSync(join(import.meta.dirname, "functions", `${name}.js`), "utf8"),
      },
      { parent },
    ).arn;
  return {
    fallback: cdn.spaFallback === "function" ? create("spa-fallback") : undefined,
    strip: cdn.extraOrigins.some(({ stripFirstSegment }) => stripFirstSegment)
      ? create("strip-first-segment")
      : undefined,
  };
}

function createDistribution(
  parent: EdgeDistribution,
  name: string,
  args: EdgeDistributionArgs,
  parts: BehaviorParts,
): aws.cloudfront.Distribution {
  const { cdn, aliases, site } = args;
  return new aws.cloudfront.Distribution(
    name,
    {
      comment: args.comment,
      enabled: true,
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      priceClass: cdn.priceClass,
      aliases: [...aliases],
      viewerCertificate: renderCertificate(args),
      restrictions: { geoRestriction: { restrictionType: "none" } },
      webAclId: args.webAclArn,
      origins: renderOrigins(args),
      defaultCacheBehavior: renderDefaultBehavior(parts),
      orderedCacheBehaviors: renderBehaviors(parts),
      ...(site !== undefined && { defaultRootObject: "index.html" }),
      ...(cdn.spaFallback === "errorResponses" && {
        customErrorResponses: [403, 404].map((errorCode) => ({
          errorCode,
          responseCode: 200,
          responsePagePath: "/index.html",
          errorCachingMinTtl: 10,
        })),
      }),
    },
    { parent },
  );
}

function renderCertificate({
  aliases,
  certificateArn,
}: EdgeDistributionArgs): aws.types.input.cloudfront.DistributionViewerCertificate {
  return aliases.length === 0
    ? { cloudfrontDefaultCertificate: true }
    : {
        acmCertificateArn: certificateArn.apply((arn) => arn ?? ""),
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
      };
}

function renderOrigins({
  cdn,
  site,
  service,
  webSocket,
}: EdgeDistributionArgs): aws.types.input.cloudfront.DistributionOrigin[] {
  return [
    ...(site === undefined
      ? []
      : [
          {
            originId: siteOriginId,
            domainName: site.bucket.bucketRegionalDomainName,
            originAccessControlId: site.accessControlId,
          },
        ]),
    ...(service === undefined ? [] : [service.definition]),
    ...(webSocket === undefined || webSocket === service ? [] : [webSocket.definition]),
    ...cdn.extraOrigins.map(({ name, host, originPath }) => ({
      originId: name,
      domainName: host,
      ...(originPath !== undefined && { originPath }),
      customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: ["TLSv1.2"],
      },
    })),
  ];
}

function createMonitoring(parent: EdgeDistribution, name: string): void {
  new aws.cloudfront.MonitoringSubscription(
    name,
    {
      distributionId: parent.distribution.id,
      monitoringSubscription: {
        realtimeMetricsSubscriptionConfig: { realtimeMetricsSubscriptionStatus: "Enabled" },
      },
    },
    { parent },
  );
}
