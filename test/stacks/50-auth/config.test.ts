import { expect, test } from "@jest/globals";
import { checkConfig } from "../../../shared/config-schema.ts";
import { authConfig } from "../../../stacks/50-auth/config.ts";
import { examples, type AuthExample } from "../../support/examples/auth.ts";

/** The faults of an example in which `change` altered anything. */
const faultsOf = (change: (config: any) => void, name: AuthExample = "doc-pipeline-http"): string[] => {
  const config: any = structuredClone(examples[name]);
  change(config);
  const result = checkConfig(authConfig, config);
  return "faults" in result ? result.faults.map(({ key, message }) => `${key} ${message}`) : [];
};

test.each(Object.keys(examples) as AuthExample[])("%s's configuration is accepted", (name) => {
  expect(faultsOf(() => {}, name)).toEqual([]);
});

test("without any configuration nobody signs in and there is no API", () => {
  const { auth: _, ...bare } = examples["utm-dev"];
  const result = checkConfig(authConfig, bare);
  if ("faults" in result) throw new Error(JSON.stringify(result.faults));
  expect(result.config.auth.provider).toBe("none");
  expect(result.config.api.kind).toBe("none");
});

const http = "doc-pipeline-http";
const refusals: [string, AuthExample, (config: any) => void, string[]][] = [
  [
    "a usage plan on an HTTP API",
    http,
    ({ api }) => (api.usagePlan = { keys: ["a"] }),
    [
      "api.usagePlan is not offered by HTTP APIs, expected none with api.kind http; set api.kind to rest, or limit callers with api.throttle and the app's own limits",
    ],
  ],
  [
    "an API key on an HTTP API",
    http,
    ({ api }) => (api.routes[1].apiKey = true),
    ["api.routes.1.apiKey is not offered by HTTP APIs; set api.kind to rest or remove it"],
  ],
  [
    "a usage plan that no route asks for",
    "doc-pipeline-prod",
    ({ api }) => api.routes.pop(),
    ["api.usagePlan counts by API key, but no route asks for one; set apiKey on the routes of those callers"],
  ],
  [
    "any origin together with cookies",
    http,
    ({ api }) => (api.cors.origins = ["*"]),
    [
      'api.cors.origins has "*", which browsers refuse together with cookies; list the origins, or set credentials to false',
    ],
  ],
  [
    "cookies between sites",
    http,
    ({ domain }) => delete domain.api,
    [
      "api.cors.origins lists https://app.stage.docs.example.com, from where browsers keep back the cookies of execute-api, another site; set domain.api to a host of the same domain, or let 90-cdn serve the API under the app's own host (cdn.apiRoute)",
    ],
  ],
  [
    "two origins on a REST API",
    "doc-pipeline-prod",
    ({ api }) => api.cors.origins.push("https://admin.docs.example.com"),
    [
      "api.cors.origins lists 2, expected one on a REST API, whose own error answers can name only one; use api.kind http, or leave cors out and let the backend answer",
    ],
  ],
  [
    "a JWT authorizer for tokens in cookies",
    http,
    ({ api }) => (api.authorizer = "jwt"),
    [
      "api.authorizer is jwt, which reads the Authorization header only, but with auth.session bff-cookie the token is in a cookie; use cookie, or none and let the backend check it",
    ],
  ],
  [
    "a cookie authorizer without cookies",
    http,
    ({ auth }) => (auth.session = "spa"),
    [
      "api.authorizer is cookie, but with auth.session spa the browser keeps the tokens and sends them itself; use jwt",
    ],
  ],
  [
    "Clerk's tokens without an issuer",
    "web-api-lambda",
    ({ api }) => delete api.tokens.issuer,
    ["api.tokens.issuer is missing, expected the issuer of clerk's tokens for api.authorizer jwt"],
  ],
  [
    "Clerk's tokens at a REST API",
    "web-api-lambda",
    ({ api }) => Object.assign(api, { kind: "rest", cors: undefined }),
    ["api.authorizer is jwt, for which a REST API knows Cognito only; use kind http, or cookie"],
  ],
  [
    "a path twice, once by its wildcard",
    http,
    ({ api }) => api.routes.push({ path: "/api" }),
    ['api.routes.3.path has "ANY /api", which api.routes.1 has too, expected each once; remove one'],
  ],
  [
    "a route with more than its API",
    http,
    ({ api }) => (api.routes[0].throttle = { rateLimit: 1000, burstLimit: 20 }),
    ["api.routes.0.throttle is above api.throttle (50/s, burst 100), expected less; raise that first"],
  ],
  [
    "a REST API that waits too long",
    "doc-pipeline-prod",
    ({ api }) => (api.timeoutSeconds = 30),
    ["api.timeoutSeconds is too long for a REST API, expected at most 29, got 30"],
  ],
  [
    "a WebSocket API before a private load balancer",
    http,
    ({ api }) => Object.assign(api, { authorizer: "none", webSocket: {} }),
    [
      "api.webSocket cannot reach a private load balancer: WebSocket APIs take no VPC link to one; use cdn.websocket of 90-cdn (also what Socket.io needs), functions (api.backend), or the public load balancer (api.vpcLink false)",
    ],
  ],
  [
    "a host for an API that is not there",
    "tap-poc",
    ({ domain }) => (domain.api = "api.tap.example.com"),
    [
      "domain.api names a host for API Gateway, but api.kind is none; remove it here (30-ecs serves the host at its load balancer)",
    ],
  ],
  [
    "Cognito without a callback",
    "tap-poc",
    ({ auth }) => delete auth.cognito.callbackUrls,
    [
      "auth.cognito.callbackUrls is empty, expected where the app takes the code, such as https://api.example.com/auth/callback",
    ],
  ],
  [
    "a callback without TLS",
    "tap-poc",
    ({ auth }) => (auth.cognito.callbackUrls = ["http://api.tap.example.com/auth/callback"]),
    [
      "auth.cognito.callbackUrls.0 expected https without a fragment, or http on localhost, exactly as the app sends it",
    ],
  ],
  [
    "a claim of an attribute that users do not have",
    http,
    ({ auth }) => (auth.cognito.claims.plan = { attribute: "custom:plan" }),
    [
      'auth.cognito.claims.plan.attribute is not an attribute of users, expected one of auth.cognito.customAttributes (tenant, role), got "custom:plan"; add "plan" there',
    ],
  ],
  [
    "a claim that is Cognito's own",
    http,
    ({ auth }) => (auth.cognito.claims.sub = { attribute: "custom:role" }),
    ["auth.cognito.claims.sub is a claim that Cognito keeps for itself; rename it"],
  ],
  [
    "a prefix with a word that Cognito refuses",
    "tap-poc",
    (config) => (config.product = "cognito-shop"),
    [
      'auth.cognito.domain.prefix holds "cognito", which Cognito refuses in a prefix, expected another, got "cognito-shop"; set one',
    ],
  ],
  [
    "a sign-in host whose parent has no address yet",
    "tap-poc",
    ({ domain }) => (domain.auth = "auth.tap.example.com"),
    [
      "auth.cognito.domain.parentResolves is false, but Cognito takes auth.tap.example.com only once tap.example.com has an A record; leave domain.auth out until then (the prefix works at once), or make the record and set this to true",
    ],
  ],
  [
    "threat protection without the plan that has it",
    http,
    ({ auth }) => (auth.cognito.threatProtection = "enforced"),
    [
      "auth.cognito.threatProtection is enforced, which is part of tier plus, expected off with essentials; change one of the two",
    ],
  ],
  [
    "Google with another provider",
    "tap-poc",
    ({ auth }) => (auth.provider = "clerk"),
    ["auth.cognito is not used with auth.provider clerk; remove it or set auth.provider to cognito"],
  ],
  [
    "an origin secret on a private way",
    http,
    ({ api }) => (api.originSecret = "x"),
    ["api.originSecret is for the public load balancer, but api.vpcLink is on; remove it"],
  ],
];

test.each(refusals)("%s is refused", (_, name, change, messages) => {
  expect(faultsOf(change, name)).toEqual(messages);
});

test("an unknown key is refused with the one that was meant, and every fault is named at once", () => {
  expect(
    faultsOf((config) => {
      config.auth.cognito.selfSignUp = true;
      config.api.kind = "graphql";
    }),
  ).toMatchInlineSnapshot(`
   [
     "auth.cognito.selfSignUp is not a configuration key; did you mean "selfSignup"?",
     "api.kind is wrong, expected one of "http"|"rest"|"none", got "graphql"",
   ]
  `);
});

test("a secret's value shows in no message", () => {
  const messages = faultsOf(({ auth }) => {
    auth.cognito.google.clientSecret = 12345;
  }, "tap-poc");
  expect(messages.join()).not.toContain("12345");
  expect(messages).toHaveLength(1);
});
