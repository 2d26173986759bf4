import type * as pulumi from "@pulumi/pulumi";
import type { compute } from "../../shared/contracts/compute.ts";
import { ssmPrefix, type Scope } from "../../shared/naming.ts";
import type { Upstream } from "../../shared/stack-reference.ts";
import { AppAccess } from "./app-access.ts";
import { connectionsArnOf, describeSettings, type AuthParts } from "./outputs.ts";
import { RuntimeSettings } from "./runtime-settings.ts";
import { grantedServices } from "./upstream-rules.ts";

/** Tells the app what it needs to sign users in, and lets it read that. */
export function informApp(
  parts: AuthParts,
  scope: Scope,
  upstream: Upstream<typeof compute>,
  options: pulumi.ComponentResourceOptions,
): void {
  const { config, signIn, entrance } = parts;
  const services = grantedServices(config);
  if (services.length === 0) return;
  const prefix = ssmPrefix(scope);
  const published = config.auth.publish === "ssm";
  if (published) new RuntimeSettings("settings", { prefix, settings: describeSettings(parts) }, options);

  const parameters = `arn:aws:ssm:${scope.region}:${scope.accountId}:parameter${prefix}`;
  new AppAccess(
    "app",
    {
      services,
      compute: upstream,
      grants: {
        settingPathArns: published ? [`${parameters}auth`, `${parameters}api`] : [],
        clientSecretArn: signIn?.clientSecretArn,
        userPoolArn: signIn?.users.pool.arn,
        appAccess: config.auth.cognito.appAccess,
        connectionsArn: connectionsArnOf(entrance),
      },
    },
    options,
  );
}
