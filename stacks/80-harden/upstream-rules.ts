import type { OutputValues } from "../../shared/contract.ts";
import type { auth } from "../../shared/contracts/auth.ts";
import type { compute } from "../../shared/contracts/compute.ts";
import type { data } from "../../shared/contracts/data.ts";
import type { network } from "../../shared/contracts/network.ts";
import { partsOf, type Known } from "../../shared/stack-reference.ts";
import type { HardenConfig } from "./config.ts";
import { neededToStart } from "./endpoint-services.ts";
import { alternatives } from "./targets.ts";

/** What the lower layers published, as far as it is known. */
export type Published = { [K in "hasEgress"]: OutputValues<typeof network>[K] | undefined } & {
  [K in "engine" | "exposure"]: OutputValues<typeof compute>[K] | undefined;
} & {
  services: Known<OutputValues<typeof compute>["services"]> | undefined;
  buckets: Known<OutputValues<typeof data>["buckets"]> | undefined;
} & {
  [K in "provider" | "apiKind" | "webSocketConnectionsUrl"]: OutputValues<typeof auth>[K] | undefined;
};

export interface UpstreamFault {
  key: string;
  message: string;
}

/** Where the configuration asks for what the lower layers do not offer; what a preview does not know yet passes. */
export function findUpstreamFaults({ harden }: HardenConfig, published: Published): UpstreamFault[] {
  return [
    ...harden.waf.targets.flatMap((target, index) => {
      const message = whyTargetIsMissing(target, published);
      return message === undefined ? [] : [{ key: `harden.waf.targets.${index}`, message }];
    }),
    ...findEndpointFaults(harden, published),
    ...findHiddenNameFaults(harden, published),
    ...findBackupFaults(harden, published),
  ];
}

type Target = HardenConfig["harden"]["waf"]["targets"][number];

function whyTargetIsMissing(target: Target, published: Published): string | undefined {
  const { engine, exposure, apiKind, provider } = published;
  const services = partsOf(published.services);
  switch (target) {
    case "alb":
      if (exposure !== "service") return undefined;
      return engine === "ecs-express"
        ? 'is "alb", but the load balancer belongs to ECS Express Mode, which publishes no ARN of it; name the ARN in ' +
            "harden.waf.targetArns, or put CloudFront in front (cdn.waf in 90-cdn)"
        : `is "alb", but 30-ecs runs services on ${engine}, which has none; use another target, or put CloudFront in front (cdn.waf in 90-cdn)`;
    case "rest":
      if (apiKind === undefined || apiKind === "rest") return undefined;
      return apiKind === "http"
        ? `is "rest", but 50-auth makes an HTTP API, to which AWS attaches no web ACL; ${alternatives}`
        : 'is "rest", but 50-auth makes no API; set api.kind to rest there, or remove it here';
    case "cognito":
      return provider === undefined || provider === "cognito"
        ? undefined
        : `is "cognito", but 50-auth has no user pool (auth.provider ${provider}); remove it here`;
    case "apprunner":
      if (engine !== undefined && engine !== "apprunner") {
        return `is "apprunner", but 30-ecs runs services on ${engine}; use ${engine === "fargate" ? '"alb"' : "cdn.waf in 90-cdn"}`;
      }
      return services !== undefined &&
        Object.values(services).every((service) => lacksImage(partsOf(service)))
        ? 'is "apprunner", but no service of 30-ecs has an image yet, so there is nothing to protect; push one and deploy 30-ecs first'
        : undefined;
  }
}

function lacksImage(service: { readonly arn?: unknown } | undefined): boolean {
  return service !== undefined && service.arn === undefined;
}

function findEndpointFaults(
  { endpoints }: HardenConfig["harden"],
  { hasEgress, engine, services }: Published,
): UpstreamFault[] {
  const names = Object.keys(partsOf(services) ?? {});
  if (hasEgress !== false || engine !== "fargate" || names.length === 0) return [];
  const missing = neededToStart.filter((service) => !endpoints.includes(service));
  return missing.length === 0
    ? []
    : [
        {
          key: "harden.endpoints",
          message:
            `lacks ${missing.join(", ")}, but tasks of 30-ecs have no way to the internet and would never start; ` +
            "add them, or give 10-network a way out (network.nat: single)",
        },
      ];
}

/**
 * An endpoint of execute-api answers for every API's own name in the VPC, and refuses those that are not private:
 * https://repost.aws/knowledge-center/api-gateway-vpc-connections
 */
function findHiddenNameFaults(
  { endpoints }: HardenConfig["harden"],
  { webSocketConnectionsUrl = "" }: Published,
): UpstreamFault[] {
  const at = endpoints.indexOf("execute-api");
  if (at === -1 || !/^https:\/\/[^/]+\.execute-api\./.test(webSocketConnectionsUrl)) return [];
  return [
    {
      key: `harden.endpoints.${at}`,
      message:
        `is "execute-api", which takes over the names of public APIs in the VPC, but the app sends to WebSocket connections at ${webSocketConnectionsUrl}, expected a name that it leaves alone; ` +
        "set domain.webSocket in 50-auth, or remove it here",
    },
  ];
}

function findBackupFaults({ backup }: HardenConfig["harden"], published: Published): UpstreamFault[] {
  const buckets = partsOf(published.buckets);
  if (backup === undefined || !backup.resources.includes("buckets")) return [];
  if (buckets === undefined || Object.keys(buckets).length > 0) return [];
  return [
    {
      key: "harden.backup.resources",
      message: "lists buckets, but 20-data has none; remove it",
    },
  ];
}
