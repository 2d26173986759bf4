import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { CdnConfig } from "./config.ts";
import { cachePolicies } from "./managed-policies.ts";
import { matchedPatterns } from "./paths.ts";

type Ordered = aws.types.input.cloudfront.DistributionOrderedCacheBehavior;
type Behavior = Omit<Ordered, "pathPattern">;

/** Where requests can go: an origin's id and the policy by which it gets headers, cookies and the query. */
export interface Target {
  originId: string;
  requestPolicyId: pulumi.Input<string>;
}

/** What behaviors are made of: the targets and what the distribution has of its own. */
export interface BehaviorParts {
  cdn: CdnConfig["cdn"];
  service: Target | undefined;
  webSocket: Target | undefined;
  headers: { site: pulumi.Input<string>; service: pulumi.Input<string> };
  policies: { html: pulumi.Input<string>; statics: pulumi.Input<string> | undefined };
  /** What hosts of others get of a request, with and without keeping their answers. */
  extra: {
    cachePolicyId: pulumi.Input<string> | undefined;
    requestPolicyId: pulumi.Input<string> | undefined;
  };
  functions: { fallback: pulumi.Input<string> | undefined; strip: pulumi.Input<string> | undefined };
}

export const siteOriginId = "site";

const readMethods = ["GET", "HEAD", "OPTIONS"];
const allMethods = [...readMethods, "PUT", "POST", "PATCH", "DELETE"];
const cachedMethods = ["GET", "HEAD"];

/** What serves every path that no other behavior takes. */
export function renderDefaultBehavior(parts: BehaviorParts): Behavior {
  if (parts.cdn.mode === "proxy") {
    return { ...renderService(parts, parts.service), viewerProtocolPolicy: "redirect-to-https" };
  }
  return {
    ...renderSite(parts),
    cachePolicyId: parts.policies.html,
    ...(parts.functions.fallback !== undefined && {
      functionAssociations: [{ eventType: "viewer-request", functionArn: parts.functions.fallback }],
    }),
  };
}

/** The other behaviors; CloudFront takes the first whose path matches. */
export function renderBehaviors(parts: BehaviorParts): Ordered[] {
  const { cdn } = parts;
  return [
    ...spread(cdn.websocket?.paths ?? [], () => renderService(parts, parts.webSocket)),
    ...cdn.extraOrigins.flatMap((origin) => spread(origin.paths, () => renderExtra(parts, origin))),
    ...(cdn.apiRoute ? spread(cdn.apiPaths, () => renderService(parts, parts.service)) : []),
    ...(parts.policies.statics === undefined
      ? []
      : cdn.cache.staticPaths.map((pathPattern) => ({ pathPattern, ...renderStatics(parts) }))),
  ];
}

function spread(paths: readonly string[], behavior: () => Behavior): Ordered[] {
  return paths.flatMap(matchedPatterns).map((pathPattern) => ({ pathPattern, ...behavior() }));
}

function renderSite({ headers }: BehaviorParts): Behavior {
  return {
    targetOriginId: siteOriginId,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: readMethods,
    cachedMethods,
    compress: true,
    responseHeadersPolicyId: headers.site,
  };
}

/** Nothing of a service is kept, and everything of the request reaches it. */
function renderService({ headers }: BehaviorParts, target: Target | undefined): Behavior {
  return {
    targetOriginId: target?.originId ?? "",
    // A redirect would turn a POST into a GET.
    viewerProtocolPolicy: "https-only",
    allowedMethods: allMethods,
    cachedMethods,
    compress: true,
    cachePolicyId: cachePolicies.cachingDisabled,
    originRequestPolicyId: target?.requestPolicyId ?? "",
    responseHeadersPolicyId: headers.service,
  };
}

function renderStatics(parts: BehaviorParts): Behavior {
  const cachePolicyId = parts.policies.statics ?? "";
  if (parts.cdn.mode !== "proxy") return { ...renderSite(parts), cachePolicyId };
  return {
    ...renderService(parts, parts.service),
    allowedMethods: readMethods,
    viewerProtocolPolicy: "redirect-to-https",
    cachePolicyId,
  };
}

function renderExtra(
  { headers, extra, functions }: BehaviorParts,
  { name, cache, stripFirstSegment }: CdnConfig["cdn"]["extraOrigins"][number],
): Behavior {
  return {
    targetOriginId: name,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: cache ? readMethods : allMethods,
    cachedMethods,
    compress: true,
    responseHeadersPolicyId: headers.service,
    cachePolicyId: cache ? (extra.cachePolicyId ?? "") : cachePolicies.cachingDisabled,
    ...(!cache && { originRequestPolicyId: extra.requestPolicyId ?? "" }),
    ...(stripFirstSegment &&
      functions.strip !== undefined && {
        functionAssociations: [{ eventType: "viewer-request", functionArn: functions.strip }],
      }),
  };
}
