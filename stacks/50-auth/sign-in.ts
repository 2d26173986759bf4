import type * as pulumi from "@pulumi/pulumi";
import type { network } from "../../shared/contracts/network.ts";
import type { Upstream } from "../../shared/stack-reference.ts";
import { createClientSecret } from "./client-secret.ts";
import { isGuarded, type AuthConfig } from "./config.ts";
import type { Dns } from "./dns-records.ts";
import { SignInHost } from "./sign-in-host.ts";
import type { Setting } from "./token-function.ts";
import { UserPool } from "./user-pool.ts";

export interface SignIn {
  users: UserPool;
  host: SignInHost;
  /** Absent for a public client, which has none. */
  clientSecretArn: pulumi.Output<string> | undefined;
}

/** Makes the user pool with its sign-in page, where Cognito signs users in. */
export function createSignIn(
  { auth, domain, profile }: AuthConfig,
  setting: Setting,
  { edgeCertificateArn }: Upstream<typeof network>,
  dns: Dns,
  options: pulumi.ComponentResourceOptions,
): SignIn | undefined {
  if (auth.provider !== "cognito") return undefined;
  const { cognito, session } = auth;
  const { scope } = setting;
  const users = new UserPool("users", { setting, cognito, session }, options);
  const host = new SignInHost(
    "sign-in",
    {
      scope,
      userPoolId: users.pool.id,
      host: domain.auth,
      prefix: cognito.domain.prefix,
      certificateArn: edgeCertificateArn,
      dns,
    },
    options,
  );
  const clientSecretArn =
    session === "bff-cookie"
      ? createClientSecret("client", { scope, client: users.client, retain: isGuarded(profile) }, options)
      : undefined;
  return { users, host, clientSecretArn };
}
