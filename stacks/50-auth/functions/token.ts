import { createPublicKey, verify, type JsonWebKey, type KeyObject } from "node:crypto";

/** What a token must be to count. */
export interface TokenPolicy {
  issuer: string;
  /** Client ids or audiences; any will do where it is empty. */
  audiences: readonly string[];
}

export type Claims = Readonly<Record<string, unknown>>;

/** Finds the issuer's public key by its id. */
export type FindKey = (keyId: string) => Promise<KeyObject | undefined>;

/** Clocks differ by this much at most. */
const leewaySeconds = 30;

/**
 * Checks a JSON web token signed with RS256, which is what Cognito and Clerk sign with.
 *
 * @returns its claims, or undefined for a token that does not count
 */
export async function verifyToken(
  token: string,
  policy: TokenPolicy,
  findKey: FindKey,
  nowSeconds: number,
): Promise<Claims | undefined> {
  const parts = token.split(".");
  const [head, body, signature] = parts;
  if (parts.length !== 3 || head === undefined || body === undefined || signature === undefined)
    return undefined;
  const header = parse(head);
  const claims = parse(body);
  // The algorithm is ours to name: a token that chooses "none" or HMAC would forge itself.
  if (header?.["alg"] !== "RS256" || typeof header["kid"] !== "string" || claims === undefined)
    return undefined;

  const key = await findKey(header["kid"]);
  if (key === undefined) return undefined;
  const signed = verify(
    "RSA-SHA256",
    Buffer.from(`${head}.${body}`),
    key,
    Buffer.from(signature, "base64url"),
  );
  return signed && fits(claims, policy, nowSeconds) ? claims : undefined;
}

function fits(claims: Claims, { issuer, audiences }: TokenPolicy, nowSeconds: number): boolean {
  const { iss, exp, nbf, token_use: use } = claims;
  if (iss !== issuer) return false;
  if (typeof exp !== "number" || exp <= nowSeconds - leewaySeconds) return false;
  if (nbf !== undefined && (typeof nbf !== "number" || nbf > nowSeconds + leewaySeconds)) return false;
  if (use !== undefined && use !== "access" && use !== "id") return false;
  if (audiences.length === 0) return true;
  // Cognito's access tokens name the client in client_id and have no aud.
  const named = claims["aud"] ?? claims["client_id"] ?? claims["azp"];
  return [named].flat().some((audience) => typeof audience === "string" && audiences.includes(audience));
}

function parse(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return value !== null && typeof value === "object" && !Array.isArray(value)
      ? (value as Claims)
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps an issuer's keys, which are where its OpenID configuration says: Cognito and Clerk have them below /.well-known,
 * SuperTokens has not. A key that is not among them is looked for once more, since issuers change their keys, but
 * not more than once a minute, so that made-up key ids cost the issuer nothing.
 */
export function keysOf(
  issuer: string,
  fetchJson: (url: string) => Promise<unknown>,
  now: () => number = Date.now,
): FindKey {
  let keys = new Map<string, KeyObject>();
  let fetchedAt = -Infinity;
  let fetching: Promise<void> | undefined;
  const refresh = async (): Promise<void> => {
    const { jwks_uri: address } = (await fetchJson(
      `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    )) as { jwks_uri?: string };
    if (address === undefined) throw new Error("the issuer does not say where its keys are (jwks_uri)");
    const { keys: found = [] } = (await fetchJson(address)) as { keys?: (JsonWebKey & { kid?: string })[] };
    keys = new Map(
      found
        .filter((jwk) => jwk.kty === "RSA" && jwk.kid !== undefined)
        .map((jwk) => [jwk.kid as string, createPublicKey({ key: jwk, format: "jwk" })]),
    );
    fetchedAt = now();
  };
  return async (keyId) => {
    if (!keys.has(keyId) && now() - fetchedAt >= 60_000) {
      fetching ??= refresh().finally(() => (fetching = undefined));
      await fetching;
    }
    return keys.get(keyId);
  };
}
