import { behaviorPaths } from "./paths.ts";
import { isSiteAlone, type CheckedCdnConfig } from "./config.ts";

export interface CdnFault {
  path: (string | number)[];
  message: string;
}

/** Cache behaviors of one distribution (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html). */
const mostBehaviors = 75;

/** Names that this layer gives its own origins. */
const ownOrigins = new Set(["site", "service", "websocket"]);

/** Every fault of the layer's configuration that takes more than one field to see. */
export function findCdnFaults(config: CheckedCdnConfig): CdnFault[] {
  return [
    ...(config.cdn.mode === "amplify" ? findAmplifyFaults(config) : findDistributionFaults(config)),
    ...findNameFaults(config),
    ...findHstsFaults(config),
  ];
}

function findAmplifyFaults({ cdn }: CheckedCdnConfig): CdnFault[] {
  const faults: CdnFault[] = [];
  if (cdn.amplify === undefined) {
    faults.push({
      path: ["cdn", "amplify"],
      message: "is missing, expected the repository that Amplify builds (mode amplify)",
    });
  }
  const onlyInDistributions = {
    apiRoute: cdn.apiRoute,
    origin: cdn.origin,
    originSecret: cdn.originSecret,
    websocket: cdn.websocket,
    extraOrigins: cdn.extraOrigins.length > 0,
    spaFallback: cdn.spaFallback,
    accessLogs: cdn.accessLogs,
    monitoring: cdn.monitoring,
  };
  for (const [name, value] of Object.entries(onlyInDistributions)) {
    if (value === undefined || value === false) continue;
    faults.push({
      path: ["cdn", name],
      message:
        "is set, but Amplify serves through a distribution of its own that takes no such setting (and no origin access " +
        "control); use mode s3-oac, or leave it out and give the API its own host",
    });
  }
  return faults;
}

function findDistributionFaults(config: CheckedCdnConfig): CdnFault[] {
  return [
    ...findOriginFaults(config),
    ...findSocketFaults(config),
    ...findFallbackFaults(config),
    ...findBehaviorFaults(config),
  ];
}

function findOriginFaults({ cdn, upstreams }: CheckedCdnConfig): CdnFault[] {
  const faults: CdnFault[] = [];
  const fault = (key: string[], message: string) => faults.push({ path: ["cdn", ...key], message });
  const { mode, apiRoute, origin, websocket } = cdn;
  if (cdn.amplify !== undefined) fault(["amplify"], `is set, but the mode is ${mode}; remove it`);
  if (mode === "proxy" && apiRoute) {
    fault(["apiRoute"], "is set, but in mode proxy every path goes to the origin; remove it");
  }
  if (origin === undefined && (mode === "proxy" || apiRoute)) {
    fault(
      ["origin"],
      `is missing, expected what answers ${mode === "proxy" ? "in mode proxy" : "the API's paths"}, such as { from: publicLoadBalancer }`,
    );
  }
  const socketUsesOrigin = websocket !== undefined && websocket.from === undefined;
  if (origin !== undefined && mode === "s3-oac" && !apiRoute && !socketUsesOrigin) {
    fault(["origin"], "is set, but nothing is sent there; set cdn.apiRoute, or remove it");
  }
  if (cdn.originSecret !== undefined && origin === undefined && websocket === undefined) {
    fault(["originSecret"], "is set, but there is no origin to send it to; remove it");
  }
  const sources = [
    [["origin", "from"], origin?.from],
    [["websocket", "from"], websocket?.from],
  ] as const;
  for (const [key, from] of sources) {
    if (from === undefined) continue;
    const layer = from === "apiGateway" ? "50-auth" : "30-ecs";
    if (layer in upstreams) continue;
    fault(
      [...key],
      `is ${from}, which is found in ${layer}, but upstreams names no stack of it; add ${layer} to upstreams`,
    );
  }
  return faults;
}

function findSocketFaults({ cdn: { websocket, origin } }: CheckedCdnConfig): CdnFault[] {
  if (websocket === undefined || websocket.from !== undefined) return [];
  if (origin?.from === "publicLoadBalancer" || origin?.from === "internalLoadBalancer") return [];
  return [
    {
      path: ["cdn", "websocket", "from"],
      message:
        `is missing, expected publicLoadBalancer or internalLoadBalancer, since ` +
        `${origin === undefined ? "there is no cdn.origin" : `${origin.from} takes no WebSockets`}; set it`,
    },
  ];
}

function findFallbackFaults(config: CheckedCdnConfig): CdnFault[] {
  const { mode, spaFallback } = config.cdn;
  if (spaFallback === undefined) return [];
  if (mode === "proxy") {
    return [
      {
        path: ["cdn", "spaFallback"],
        message: "is set, but in mode proxy the service serves its own pages; remove it",
      },
    ];
  }
  if (spaFallback !== "errorResponses" || isSiteAlone(config)) return [];
  return [
    {
      path: ["cdn", "spaFallback"],
      message:
        "is errorResponses, which would turn every 403 and 404 of the API, other origins and the web ACL into the page with " +
        "status 200, expected function; remove it",
    },
  ];
}

function findBehaviorFaults({ cdn }: CheckedCdnConfig): CdnFault[] {
  const faults: CdnFault[] = [];
  if (cdn.mode === "proxy" && cdn.cache.htmlTtlSeconds !== undefined) {
    faults.push({
      path: ["cdn", "cache", "htmlTtlSeconds"],
      message:
        "is set, but in mode proxy pages are never kept; remove it, or list static files in staticPaths",
    });
  }
  for (const [index, { name, paths, stripFirstSegment }] of cdn.extraOrigins.entries()) {
    const at = ["cdn", "extraOrigins", index];
    const twice = cdn.extraOrigins.findIndex((other) => other.name === name) !== index;
    if (ownOrigins.has(name) || twice) {
      faults.push({ path: [...at, "name"], message: `is "${name}", which is taken; choose another` });
    }
    for (const path of paths) {
      if (!stripFirstSegment || /^\/[^/*?]+\/./.test(path)) continue;
      faults.push({
        path: [...at, "stripFirstSegment"],
        message: `is set, but "${path}" has no fixed first part to leave out, expected paths such as "/cms/*"`,
      });
    }
  }
  const all = behaviorPaths(cdn);
  const seen = new Map<string, string>();
  for (const { pattern, key } of all) {
    const other = seen.get(pattern);
    if (other === undefined) {
      seen.set(pattern, key);
      continue;
    }
    faults.push({
      path: ["cdn", ...key.split(".")],
      message: `has the path "${pattern}", which cdn.${other} has too; CloudFront takes each path once, so remove one`,
    });
  }
  if (all.length > mostBehaviors - 1) {
    faults.push({
      path: ["cdn"],
      message: `lists ${all.length} paths ("/api/*" counts twice), and CloudFront takes ${mostBehaviors - 1}; use wider patterns`,
    });
  }
  return faults;
}

function findNameFaults({ cdn, domain }: CheckedCdnConfig): CdnFault[] {
  const faults: CdnFault[] = [];
  if (cdn.aliases.length > 0 && domain.web === undefined) {
    faults.push({
      path: ["domain", "web"],
      message: "is missing, expected the web app's first name, since cdn.aliases lists further ones; set it",
    });
  }
  const names = [domain.web, ...cdn.aliases];
  cdn.aliases.forEach((name, index) => {
    if (names.indexOf(name) === index + 1) return;
    faults.push({
      path: ["cdn", "aliases", index],
      message: `is ${name}, which is named already; remove it`,
    });
  });
  return faults;
}

function findHstsFaults({ cdn: { hsts } }: CheckedCdnConfig): CdnFault[] {
  if (!hsts.preload || (hsts.includeSubdomains && hsts.maxAgeSeconds >= 31536000)) return [];
  return [
    {
      path: ["cdn", "hsts", "preload"],
      message:
        "is set, which browsers accept only with includeSubdomains and a maxAgeSeconds of 31536000 or more; set both, or remove it",
    },
  ];
}
