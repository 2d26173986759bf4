import type { CheckedAuthConfig } from "./config.ts";
import { gatewayPaths } from "./routes.ts";

export interface AuthFault {
  path: (string | number)[];
  message: string;
}

/** Claims that Cognito refuses to change, or that decide who a token is for and how long. */
const reservedClaims = new Set(
  "acr amr aud at_hash auth_time azp client_id device_key event_id exp iat iss jti nbf nonce origin_jti scope sub token_use username version".split(
    " ",
  ),
);

/** Every fault of the layer's configuration that takes more than one field to see. */
export function findAuthFaults(config: CheckedAuthConfig): AuthFault[] {
  return [
    ...(config.auth.provider === "cognito" ? findCognitoFaults(config) : findForeignProviderFaults(config)),
    ...(config.api.kind === "none" ? findNoApiFaults(config) : findApiFaults(config)),
    ...findWebSocketFaults(config),
  ];
}

function findCognitoFaults({ auth, domain, product, profile }: CheckedAuthConfig): AuthFault[] {
  const { cognito } = auth;
  const faults: AuthFault[] = [];
  const fault = (path: (string | number)[], message: string) =>
    faults.push({ path: ["auth", "cognito", ...path], message });

  if (cognito.callbackUrls.length === 0) {
    fault(
      ["callbackUrls"],
      "is empty, expected where the app takes the code, such as https://api.example.com/auth/callback",
    );
  }
  for (const [name, { attribute }] of Object.entries(cognito.claims)) {
    if (reservedClaims.has(name)) {
      fault(["claims", name], "is a claim that Cognito keeps for itself; rename it");
    }
    const custom = attribute.replace(/^custom:/, "");
    if (attribute.startsWith("custom:") && !cognito.customAttributes.includes(custom)) {
      fault(
        ["claims", name, "attribute"],
        `is not an attribute of users, expected one of auth.cognito.customAttributes ` +
          `(${cognito.customAttributes.join(", ") || "none"}), got "${attribute}"; add "${custom}" there`,
      );
    }
  }
  if (cognito.preToken === "V2_0" && Object.keys(cognito.claims).length === 0) {
    fault(["claims"], "is empty, so preToken has nothing to add; list claims or set preToken to off");
  }
  if (new Set(cognito.customAttributes).size !== cognito.customAttributes.length) {
    fault(["customAttributes"], "lists an attribute twice; remove one");
  }
  const word = /aws|amazon|cognito/.exec(cognito.domain.prefix ?? product)?.[0];
  if (domain.auth === undefined && word !== undefined) {
    fault(
      ["domain", "prefix"],
      `holds "${word}", which Cognito refuses in a prefix, expected another, got "${cognito.domain.prefix ?? product}"; set one`,
    );
  }
  if (domain.auth !== undefined && cognito.domain.prefix !== undefined) {
    fault(["domain", "prefix"], `is not used, because domain.auth is ${domain.auth}; remove one of the two`);
  }
  if (domain.auth !== undefined && !cognito.domain.parentResolves) {
    fault(
      ["domain", "parentResolves"],
      `is false, but Cognito takes ${domain.auth} only once ${parentOf(domain.auth)} has an A record; ` +
        "leave domain.auth out until then (the prefix works at once), or make the record and set this to true",
    );
  }
  if (cognito.threatProtection !== undefined && cognito.threatProtection !== "off") {
    const tier = cognito.tier ?? (profile === "stage" || profile === "prod" ? "plus" : "essentials");
    if (tier !== "plus") {
      fault(
        ["threatProtection"],
        `is ${cognito.threatProtection}, which is part of tier plus, expected off with ${tier}; change one of the two`,
      );
    }
  }
  if (auth.session === "bff-cookie" && auth.services.length === 0) {
    faults.push({
      path: ["auth", "services"],
      message: "is empty, so nobody could read the client's secret; list the service that signs users in",
    });
  }
  return faults;
}

function findForeignProviderFaults({ auth, domain }: CheckedAuthConfig): AuthFault[] {
  const { provider, cognito } = auth;
  const faults: AuthFault[] = [];
  if (cognito.google !== undefined || cognito.callbackUrls.length > 0) {
    faults.push({
      path: ["auth", "cognito"],
      message: `is not used with auth.provider ${provider}; remove it or set auth.provider to cognito`,
    });
  }
  if (domain.auth !== undefined) {
    faults.push({
      path: ["domain", "auth"],
      message: `names a host for Cognito's sign-in page, but auth.provider is ${provider}; remove it`,
    });
  }
  return faults;
}

function findNoApiFaults({ api, domain }: CheckedAuthConfig): AuthFault[] {
  const faults: AuthFault[] = [];
  if (domain.api !== undefined) {
    faults.push({
      path: ["domain", "api"],
      message:
        "names a host for API Gateway, but api.kind is none; remove it here (30-ecs serves the host at its load balancer)",
    });
  }
  for (const key of ["usagePlan", "cors", "originSecret"] as const) {
    if (api[key] !== undefined) {
      faults.push({
        path: ["api", key],
        message: "is not used, because api.kind is none; remove it or choose http or rest",
      });
    }
  }
  if (api.authorizer !== "none" && api.webSocket === undefined) {
    faults.push({
      path: ["api", "authorizer"],
      message: `is ${api.authorizer}, but there is no API to guard; expected none with api.kind none`,
    });
  }
  return faults;
}

function findApiFaults(config: CheckedAuthConfig): AuthFault[] {
  const { api, auth } = config;
  const faults: AuthFault[] = [];
  const fault = (path: (string | number)[], message: string) =>
    faults.push({ path: ["api", ...path], message });
  const rest = api.kind === "rest";

  if (!rest && api.usagePlan !== undefined) {
    fault(
      ["usagePlan"],
      "is not offered by HTTP APIs, expected none with api.kind http; set api.kind to rest, " +
        "or limit callers with api.throttle and the app's own limits",
    );
  }
  if (rest && api.timeoutSeconds > 29) {
    fault(["timeoutSeconds"], `is too long for a REST API, expected at most 29, got ${api.timeoutSeconds}`);
  }
  if (api.vpcLink && api.backend === "loadBalancer" && api.originSecret !== undefined) {
    fault(["originSecret"], "is for the public load balancer, but api.vpcLink is on; remove it");
  }
  if (api.backend === "function" && api.originSecret !== undefined) {
    fault(["originSecret"], "is for the public load balancer, but api.backend is function; remove it");
  }
  faults.push(...findThrottleFaults(api), ...findRouteFaults(api), ...findAuthorizerFaults(config));
  if (api.cors !== undefined) faults.push(...findCorsFaults(config));
  if (api.usagePlan !== undefined && rest && !api.routes.some(({ apiKey }) => apiKey)) {
    fault(
      ["usagePlan"],
      "counts by API key, but no route asks for one; set apiKey on the routes of those callers",
    );
  }
  if (auth.session === "spa" && api.authorizer === "cookie") {
    fault(
      ["authorizer"],
      "is cookie, but with auth.session spa the browser keeps the tokens and sends them itself; use jwt",
    );
  }
  return faults;
}

function findThrottleFaults({ throttle, routes }: CheckedAuthConfig["api"]): AuthFault[] {
  return routes.flatMap(({ throttle: own }, index) =>
    own === undefined || (own.rateLimit <= throttle.rateLimit && own.burstLimit <= throttle.burstLimit)
      ? []
      : [
          {
            path: ["api", "routes", index, "throttle"],
            message: `is above api.throttle (${throttle.rateLimit}/s, burst ${throttle.burstLimit}), expected less; raise that first`,
          },
        ],
  );
}

function findRouteFaults({ kind, backend, usagePlan, routes }: CheckedAuthConfig["api"]): AuthFault[] {
  const faults: AuthFault[] = [];
  const fault = (index: number, key: string, message: string) =>
    faults.push({ path: ["api", "routes", index, key], message });
  const taken = new Map<string, number>();
  for (const [index, route] of routes.entries()) {
    const methods = [...new Set(route.methods)];
    for (const key of gatewayPaths(route.path).flatMap((path) =>
      methods.map((method) => `${method} ${path}`),
    )) {
      const first = taken.get(key);
      if (first !== undefined) {
        fault(
          index,
          "path",
          `has "${key}", which api.routes.${first} has too, expected each once; remove one`,
        );
      }
      taken.set(key, first ?? index);
    }
    if (route.methods.includes("ANY") && route.methods.length > 1) {
      fault(index, "methods", "names ANY beside others, expected ANY alone or a list without it");
    }
    if (route.apiKey && kind !== "rest") {
      fault(index, "apiKey", "is not offered by HTTP APIs; set api.kind to rest or remove it");
    } else if (route.apiKey && usagePlan === undefined) {
      fault(index, "apiKey", "asks for a key, but api.usagePlan makes none; add one or remove it");
    }
    if (route.service !== undefined && backend !== "function") {
      fault(
        index,
        "service",
        "names a function, but api.backend is loadBalancer, which routes by itself; remove it",
      );
    }
  }
  return faults;
}

function findAuthorizerFaults({ api, auth }: CheckedAuthConfig): AuthFault[] {
  const faults: AuthFault[] = [];
  const fault = (path: string[], message: string) => faults.push({ path: ["api", ...path], message });
  if (api.authorizer === "none") return faults;
  if (api.authorizer === "jwt" && auth.session === "bff-cookie") {
    fault(
      ["authorizer"],
      "is jwt, which reads the Authorization header only, but with auth.session bff-cookie the token is in a cookie; " +
        "use cookie, or none and let the backend check it",
    );
  }
  if (auth.provider !== "cognito" && api.tokens.issuer === undefined) {
    fault(
      ["tokens", "issuer"],
      `is missing, expected the issuer of ${auth.provider === "none" ? "the tokens" : `${auth.provider}'s tokens`} for api.authorizer ${api.authorizer}`,
    );
  }
  if (auth.provider === "cognito" && api.tokens.issuer !== undefined) {
    fault(["tokens", "issuer"], "is not used: Cognito issues the tokens; remove it");
  }
  if (api.authorizer === "jwt" && auth.provider !== "cognito") {
    if (api.kind === "rest") {
      fault(["authorizer"], "is jwt, for which a REST API knows Cognito only; use kind http, or cookie");
    } else if (api.tokens.audiences.length === 0) {
      fault(["tokens", "audiences"], "is empty, expected at least one for api.authorizer jwt");
    }
  }
  return faults;
}

function findCorsFaults({ api, auth, domain }: CheckedAuthConfig): AuthFault[] {
  const { cors } = api;
  if (cors === undefined) return [];
  const faults: AuthFault[] = [];
  const fault = (key: string, message: string) => faults.push({ path: ["api", "cors", key], message });
  const credentials = cors.credentials ?? auth.session === "bff-cookie";
  if (credentials && cors.origins.includes("*")) {
    fault(
      "origins",
      'has "*", which browsers refuse together with cookies; list the origins, or set credentials to false',
    );
  }
  if (api.kind === "rest" && cors.origins.length > 1) {
    fault(
      "origins",
      `lists ${cors.origins.length}, expected one on a REST API, whose own error answers can name only one; ` +
        "use api.kind http, or leave cors out and let the backend answer",
    );
  }
  const foreign = credentials
    ? cors.origins.filter((origin) => origin !== "*" && !isSameSite(origin, domain.api))
    : [];
  if (foreign.length > 0) {
    fault(
      "origins",
      `lists ${foreign.join(", ")}, from where browsers keep back the cookies of ${domain.api ?? "execute-api"}, another site; ` +
        "set domain.api to a host of the same domain, or let 90-cdn serve the API under the app's own host (cdn.apiRoute)",
    );
  }
  return faults;
}

function findWebSocketFaults({ api, auth, domain }: CheckedAuthConfig): AuthFault[] {
  const { webSocket } = api;
  if (webSocket === undefined) {
    return domain.webSocket === undefined
      ? []
      : [
          {
            path: ["domain", "webSocket"],
            message: "names a host, but there is no api.webSocket; remove it",
          },
        ];
  }
  const faults: AuthFault[] = [];
  const fault = (path: string[], message: string) => faults.push({ path: ["api", ...path], message });
  if (api.backend === "loadBalancer" && api.vpcLink) {
    fault(
      ["webSocket"],
      "cannot reach a private load balancer: WebSocket APIs take no VPC link to one; use cdn.websocket of 90-cdn " +
        "(also what Socket.io needs), functions (api.backend), or the public load balancer (api.vpcLink false)",
    );
  }
  if (api.authorizer === "jwt") {
    fault(
      ["authorizer"],
      "is jwt, which WebSocket APIs do not know; use cookie, or none and check in the backend",
    );
  }
  if (webSocket.service !== undefined && api.backend !== "function") {
    fault(["webSocket", "service"], "names a function, but api.backend is loadBalancer; remove it");
  }
  if (auth.session === "bff-cookie" && api.authorizer === "cookie" && domain.webSocket === undefined) {
    faults.push({
      path: ["domain", "webSocket"],
      message:
        "is missing: browsers send no cookies of the app to execute-api, so api.authorizer cookie would refuse every connect",
    });
  }
  return faults;
}

/** Whether a browser counts an origin as one site with the API, judged by the last two labels; every port of localhost is the developer's own. */
function isSameSite(origin: string, api: string | undefined): boolean {
  const { hostname } = new URL(origin);
  if (hostname === "localhost") return true;
  return api !== undefined && siteOf(hostname) === siteOf(api);
}

function siteOf(host: string): string {
  return host.toLowerCase().split(".").slice(-2).join(".");
}

export function parentOf(host: string): string {
  return host.slice(host.indexOf(".") + 1);
}
