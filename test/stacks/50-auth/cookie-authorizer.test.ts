import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { expect, test } from "@jest/globals";
import { authorizeCookie } from "../../../stacks/50-auth/functions/cookie-authorizer.ts";
import { keysOf } from "../../../stacks/50-auth/functions/token.ts";

const issuer = "https://cognito-idp.us-west-1.amazonaws.com/us-west-1_EXAMPLE01";
const clientId = "1example23456789";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });
const keysAt = `${issuer}/jwt/jwks.json`;
const configuration = { issuer, jwks_uri: keysAt };
const jwks = { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "key-1", use: "sig", alg: "RS256" }] };

const handler = authorizeCookie(
  "access_token",
  { issuer, audiences: [clientId] },
  keysOf(issuer, async (url) => (url === keysAt ? jwks : configuration)),
);

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const seconds = (offset: number) => Math.floor(Date.now() / 1000) + offset;

/** An access token as Cognito issues it: no aud, the client in client_id. */
const claims = {
  sub: "4f6a9d2e-0000-4000-8000-000000000000",
  iss: issuer,
  client_id: clientId,
  token_use: "access",
  scope: "openid email profile",
  tenant: "acme",
  "cognito:groups": ["admins"],
  auth_time: seconds(-60),
  exp: seconds(3600),
  iat: seconds(-60),
};

const tokenOf = (own: object, header: object = { alg: "RS256", kid: "key-1" }, key = privateKey) => {
  const signed = `${encode(header)}.${encode(own)}`;
  return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), key).toString("base64url")}`;
};

const httpEvent = (cookies: string[]) => ({
  version: "2.0" as const,
  type: "REQUEST" as const,
  routeArn: "arn:aws:execute-api:us-west-1:123456789012:a1b2c3d4e5/$default/GET/api/documents",
  identitySource: [cookies.join("; ")],
  routeKey: "ANY /api/{proxy+}",
  rawPath: "/api/documents",
  rawQueryString: "",
  cookies,
  headers: { host: "api.docs.example.com" },
  requestContext: { http: { method: "GET", path: "/api/documents" } },
});

const restEvent = (cookie: string) => ({
  type: "REQUEST" as const,
  methodArn: "arn:aws:execute-api:us-west-1:123456789012:a1b2c3d4e5/live/GET/api/documents",
  resource: "/api/{proxy+}",
  path: "/api/documents",
  httpMethod: "GET",
  headers: { Cookie: cookie, Host: "api.docs.example.com" },
  requestContext: { stage: "live" },
});

test("an HTTP API lets a user in and tells the backend who it is", async () => {
  const answer = await handler(httpEvent(["csrf=1", `access_token=${tokenOf(claims)}`]));
  expect(answer).toEqual({
    isAuthorized: true,
    context: expect.objectContaining({ sub: claims.sub, tenant: "acme", scope: "openid email profile" }),
  });
  expect(answer.context).not.toHaveProperty("cognito_groups");
});

test("a REST API gets a policy for the whole stage, since it keeps the answer for other paths too", async () => {
  expect(await handler(restEvent(`csrf=1; access_token=${tokenOf(claims)}`))).toMatchObject({
    principalId: claims.sub,
    policyDocument: {
      Version: "2012-10-17",
      Statement: [
        {
          Action: "execute-api:Invoke",
          Effect: "Allow",
          Resource: "arn:aws:execute-api:us-west-1:123456789012:a1b2c3d4e5/live/*",
        },
      ],
    },
  });
});

test("a WebSocket API is answered like a REST API", async () => {
  const connect = {
    ...restEvent(`access_token=${tokenOf(claims)}`),
    methodArn: "arn:aws:execute-api:us-west-1:123456789012:a1b2c3d4e5/live/$connect",
  };
  expect(await handler(connect)).toHaveProperty("policyDocument");
});

test.each([
  ["an expired token", tokenOf({ ...claims, exp: seconds(-60) })],
  ["a token without an end", tokenOf({ ...claims, exp: undefined })],
  ["a token of the future", tokenOf({ ...claims, nbf: seconds(600) })],
  ["another issuer's token", tokenOf({ ...claims, iss: "https://evil.example.com" })],
  ["another app's token", tokenOf({ ...claims, client_id: "another" })],
  ["a token of another use", tokenOf({ ...claims, token_use: "refresh" })],
  ["a token signed by a stranger", tokenOf(claims, undefined, stranger.privateKey)],
  ["a token with an unknown key", tokenOf(claims, { alg: "RS256", kid: "key-2" })],
  ["a token without a signature", `${encode({ alg: "none", kid: "key-1" })}.${encode(claims)}.`],
  [
    "a token that takes the public key for a password",
    (() => {
      const signed = `${encode({ alg: "HS256", kid: "key-1" })}.${encode(claims)}`;
      const pem = publicKey.export({ format: "pem", type: "spki" });
      return `${signed}.${createHmac("sha256", pem).update(signed).digest("base64url")}`;
    })(),
  ],
  [
    "a token whose claims were changed",
    tokenOf(claims).replace(/\.[^.]+\./, `.${encode({ ...claims, tenant: "evil" })}.`),
  ],
  ["no token at all", ""],
  ["nonsense", "a.b.c"],
])("%s gets 401", async (_, token) => {
  await expect(handler(httpEvent([`access_token=${token}`]))).rejects.toThrow(/^Unauthorized$/);
});

test("a request without cookies gets 401", async () => {
  await expect(handler({ ...httpEvent([]), headers: {} })).rejects.toThrow(/^Unauthorized$/);
  await expect(handler({ ...restEvent(""), headers: null })).rejects.toThrow(/^Unauthorized$/);
});

test("keys are fetched once, and again for an unknown one, but at most once a minute", async () => {
  let now = 0;
  const fetched: string[] = [];
  const findKey = keysOf(
    issuer,
    async (url) => {
      fetched.push(url);
      return url === keysAt ? jwks : configuration;
    },
    () => now,
  );
  await Promise.all([findKey("key-1"), findKey("key-1")]);
  expect(fetched).toEqual([`${issuer}/.well-known/openid-configuration`, keysAt]);
  expect(await findKey("made-up")).toBeUndefined();
  expect(fetched).toHaveLength(2);
  now = 60_000;
  expect(await findKey("made-up")).toBeUndefined();
  expect(fetched).toHaveLength(4);
  expect(await findKey("key-1")).toBeDefined();
});

test("an issuer whose configuration names no keys is an error, not a token that does not count", async () => {
  await expect(keysOf(issuer, async () => ({ issuer }))("key-1")).rejects.toThrow(
    "the issuer does not say where its keys are (jwks_uri)",
  );
});
