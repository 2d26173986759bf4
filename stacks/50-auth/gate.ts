import { auth } from "../../shared/contracts/auth.ts";
import { defineGate, type GateInput } from "../../shared/gate.ts";
import { authConfig, type AuthConfig } from "./config.ts";

type Input = GateInput<typeof auth, AuthConfig>;

export default defineGate({
  contract: auth,
  config: authConfig,
  checks: [
    {
      id: "sign-in-page-renders",
      title: "the sign-in page takes the app's client and first callback",
      reach: "internet",
      skip: (input) =>
        authorizeUrl(input) === undefined ? "Cognito has no page or no callback here" : undefined,
      expected: "the page, or a redirect to it",
      remedy:
        "compare auth.cognito.callbackUrls and scopes with what the app asks for; a new domain takes an hour",
      timeoutSeconds: 300,
      async look(input, world) {
        const response = await world.fetch(authorizeUrl(input) ?? "", { signal: world.signal });
        const to = response.headers.get("location") ?? "";
        const isError = /[?&]error=|\/error(\?|$)/.test(to);
        if (response.status === 200 || (response.status === 302 && !isError)) return [];
        return [`status ${response.status}${to === "" ? "" : ` to ${to}`}`];
      },
    },
    {
      id: "issuer-publishes-keys",
      title: "the issuer of the tokens publishes its keys",
      reach: "internet",
      skip: ({ outputs }) => (outputs.issuer === undefined ? "no issuer is published" : undefined),
      expected: "/.well-known/openid-configuration of that issuer",
      remedy: "look at auth.provider and api.tokens.issuer; authorizers refuse every token of another issuer",
      async look({ outputs: { issuer = "" } }, world) {
        const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
        const response = await world.fetch(url, { signal: world.signal });
        if (!response.ok) return [`status ${response.status} from ${url}`];
        const found = (await response.json()) as { issuer?: string; jwks_uri?: string };
        return [
          ...(found.issuer === issuer ? [] : [`issuer "${found.issuer}"`]),
          ...(found.jwks_uri === undefined ? ["no jwks_uri"] : []),
        ];
      },
    },
    {
      id: "api-refuses-strangers",
      title: "the API refuses a call without a token",
      reach: "internet",
      skip: (input) => (guardedUrl(input) === undefined ? "no authorizer guards the API" : undefined),
      expected: "status 401 or 403",
      remedy: "look at api.authorizer and at which api.routes are public",
      async look(input, world) {
        const url = guardedUrl(input) ?? "";
        const { status } = await world.fetch(url, { signal: world.signal });
        return status === 401 || status === 403 ? [] : [`status ${status} from ${url}`];
      },
    },
    {
      id: "api-reaches-the-app",
      title: "the API reaches what stands behind it",
      reach: "internet",
      skip: ({ outputs }) => (outputs.apiUrl === undefined ? "there is no API" : undefined),
      // Before the first image there is nothing behind it.
      warnsOnly: () => true,
      expected: "a status below 500, and not 429",
      remedy:
        "bring an image up in 30-ecs first; with one, look at the VPC link, the load balancer's targets and api.throttle",
      timeoutSeconds: 60,
      async look({ outputs: { apiUrl = "" }, config }, world) {
        const url = `${apiUrl}${pathOf(config.api.routes[0]?.path ?? "/")}`;
        const { status } = await world.fetch(url, { signal: world.signal });
        // A stage whose limits are 0 refuses every call, this one too.
        return status < 500 && status !== 429 ? [] : [`status ${status} from ${url}`];
      },
    },
  ],
  confirmations: [
    {
      id: "google-oauth-app",
      what: "the OAuth app at Google has the redirect URI of our sign-in page and is published",
      how: "Google Cloud console, APIs & Services, Credentials: https://<authDomain>/oauth2/idpresponse",
      applies: ({ auth: { provider, cognito } }) => provider === "cognito" && cognito.google !== undefined,
    },
    {
      id: "auth-records",
      what: "the records of the API's and the sign-in page's names exist where the DNS is kept",
      how: "the output dnsRecords",
      applies: ({ domain: { dns, api, auth: host, webSocket } }) =>
        dns === "manual" && [api, host, webSocket].some((name) => name !== undefined),
    },
  ],
});

function authorizeUrl({ outputs: { authDomain, clientId }, config }: Input): string | undefined {
  const { callbackUrls, scopes } = config.auth.cognito;
  const [redirect] = callbackUrls;
  if (authDomain === undefined || clientId === undefined || redirect === undefined) return undefined;
  const query = new URLSearchParams({
    ...{ client_id: clientId, response_type: "code", redirect_uri: redirect },
    ...{ scope: scopes.join(" "), code_challenge_method: "S256", code_challenge: "g".repeat(43) },
  });
  return `https://${authDomain}/oauth2/authorize?${query.toString()}`;
}

function guardedUrl({ outputs: { apiUrl }, config: { api } }: Input): string | undefined {
  const route = api.routes.find((candidate) => !candidate.public);
  return apiUrl === undefined || api.authorizer === "none" || route === undefined
    ? undefined
    : `${apiUrl}${pathOf(route.path)}`;
}

/** A path that a route matches. */
function pathOf(pattern: string): string {
  return pattern.replaceAll("*", "gate");
}
