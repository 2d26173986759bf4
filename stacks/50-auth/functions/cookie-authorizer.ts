import { environmentVariable } from "../../../shared/environment.ts";
import { readCookie } from "./cookie.ts";
import { keysOf, verifyToken, type Claims, type FindKey, type TokenPolicy } from "./token.ts";

/** What an HTTP API asks (payload format 2.0). */
export interface HttpAuthorizerEvent {
  version: "2.0";
  type: "REQUEST";
  routeArn: string;
  cookies?: string[];
  headers?: Record<string, string>;
}

/** What a REST API asks, and a WebSocket API on $connect. */
export interface RestAuthorizerEvent {
  type: "REQUEST";
  methodArn: string;
  headers?: Record<string, string> | null;
}

type Context = Record<string, string>;

interface HttpAnswer {
  isAuthorized: boolean;
  context: Context;
}

interface PolicyAnswer {
  principalId: string;
  policyDocument: {
    Version: "2012-10-17";
    Statement: { Action: "execute-api:Invoke"; Effect: "Allow"; Resource: string }[];
  };
  context: Context;
}

/**
 * Lets a request through whose cookie holds a token that counts. An unfit one gets 401 everywhere, which API Gateway
 * makes of exactly this error.
 */
export const authorizeCookie =
  (cookie: string, policy: TokenPolicy, findKey: FindKey) =>
  async (event: HttpAuthorizerEvent | RestAuthorizerEvent): Promise<HttpAnswer | PolicyAnswer> => {
    const token = readCookie(cookieHeaderOf(event), cookie);
    const claims =
      token === undefined ? undefined : await verifyToken(token, policy, findKey, Date.now() / 1000);
    if (claims === undefined) throw new Error("Unauthorized");
    const context = describeUser(claims);
    if (!("methodArn" in event)) return { isAuthorized: true, context };
    return {
      principalId: context["sub"] ?? "user",
      policyDocument: {
        Version: "2012-10-17",
        Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: allOf(event.methodArn) }],
      },
      context,
    };
  };

const issuer = environmentVariable("ISSUER") ?? "";

export const handler = authorizeCookie(
  environmentVariable("COOKIE") ?? "access_token",
  { issuer, audiences: JSON.parse(environmentVariable("AUDIENCES") ?? "[]") as string[] },
  keysOf(issuer, fetchJson),
);

/** Twice this, for the configuration and the keys, is less than the function's five seconds. */
async function fetchJson(url: string): Promise<unknown> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}, expected 200`);
  return answer.json();
}

function cookieHeaderOf(event: HttpAuthorizerEvent | RestAuthorizerEvent): string {
  if ("cookies" in event && event.cookies !== undefined) return event.cookies.join("; ");
  const header = Object.entries(event.headers ?? {}).find(([name]) => name.toLowerCase() === "cookie");
  return header?.[1] ?? "";
}

/** The answer is kept for the same cookies, whatever they are used for next, so it has to cover the whole stage. */
function allOf(methodArn: string): string {
  const [api, stage] = methodArn.split("/");
  return `${api}/${stage}/*`;
}

/** API Gateway passes on plain values only. */
function describeUser(claims: Claims): Context {
  return Object.fromEntries(
    Object.entries(claims).flatMap(([name, value]) =>
      ["string", "number", "boolean"].includes(typeof value)
        ? [[name.replace(/\W/g, "_"), String(value)]]
        : [],
    ),
  );
}
