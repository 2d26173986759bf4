import * as pulumi from "@pulumi/pulumi";
import type { AuthConfig } from "./config.ts";
import { TokenFunction, type Setting } from "./token-function.ts";
import type { UserPool } from "./user-pool.ts";

/** Who checks tokens before a request reaches the backend. */
export type Guard =
  | {
      kind: "jwt";
      issuer: pulumi.Input<string>;
      audiences: pulumi.Input<string>[];
      /** Cognito's pool where it issues the tokens. */
      userPoolArn: pulumi.Output<string> | undefined;
    }
  | { kind: "cookie"; function: TokenFunction; cacheSeconds: number };

/** Makes what checks tokens, where the configuration asks for it. */
export function createGuard(
  { api, auth }: AuthConfig,
  setting: Setting,
  users: UserPool | undefined,
  options: pulumi.ComponentResourceOptions,
): Guard | undefined {
  if (api.authorizer === "none") return undefined;
  const issuer = users?.issuer ?? api.tokens.issuer ?? "";
  const audiences = [...(users === undefined ? [] : [users.client.id]), ...api.tokens.audiences];
  if (api.authorizer === "jwt") {
    return { kind: "jwt", issuer, audiences, userPoolArn: users?.pool.arn };
  }
  return {
    kind: "cookie",
    cacheSeconds: api.tokens.cacheSeconds,
    function: new TokenFunction(
      "cookie-authorizer",
      {
        setting,
        entry: new URL("./functions/cookie-authorizer.ts", import.meta.url),
        description: `Checks the token in the cookie ${api.tokens.cookie} (session ${auth.session})`,
        variables: {
          ISSUER: issuer,
          AUDIENCES: pulumi.jsonStringify(audiences),
          COOKIE: api.tokens.cookie,
        },
      },
      options,
    ),
  };
}
