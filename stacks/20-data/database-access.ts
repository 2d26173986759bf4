import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { revealSecret } from "../../shared/layer-config.ts";
import { secretName } from "../../shared/naming.ts";
import type { DatabaseArgs } from "./database.ts";
import type { DatabaseServer } from "./database-server.ts";
import { createGeneratedSecret } from "./generated-secret.ts";

/**
 * The master user's secret.
 *
 * @returns its ARN; the JSON in it has at least username and password
 */
export function createMasterSecret(
  name: string,
  args: DatabaseArgs,
  server: DatabaseServer,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const { config } = args;
  return config.credentials === "managed"
    ? createManagedRotation(name, args, server, parent)
    : createConfiguredSecret(name, args, parent);
}

/** RDS rotates its own secret every week; without this resource nothing can switch that off. */
function createManagedRotation(
  name: string,
  { config }: DatabaseArgs,
  { managedSecrets }: DatabaseServer,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const managedSecretArn = managedSecrets.apply(([secret]) => secret!.secretArn);
  if (config.masterRotation === "off") {
    new aws.secretsmanager.SecretRotation(
      `${name}-master`,
      { secretId: managedSecretArn, rotationEnabled: false },
      { parent },
    );
  }
  return managedSecretArn;
}

function createConfiguredSecret(
  name: string,
  { scope, config, kmsKeyArn, protect, retain }: DatabaseArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const secret = new aws.secretsmanager.Secret(
    `${name}-master`,
    {
      name: secretName(scope, "dbMaster"),
      description: `Master user of the database of ${scope.product} ${scope.environment}`,
      ...(kmsKeyArn !== undefined && { kmsKeyId: kmsKeyArn }),
      recoveryWindowInDays: retain ? 30 : 0,
    },
    { parent, protect },
  );
  new aws.secretsmanager.SecretVersion(
    `${name}-master`,
    {
      secretId: secret.id,
      secretStringWo: revealSecret(config.masterPassword!).apply((password) =>
        JSON.stringify({ username: config.masterUsername, password }),
      ),
      secretStringWoVersion: config.masterPasswordVersion,
    },
    // Not a child of the secret: it would inherit the protection, and another version replaces this one.
    { parent },
  );
  return secret.arn;
}

/**
 * The app's own user: AWS generates the password, the migration task creates or alters the user from this secret.
 *
 * @returns the ARN of a secret with engine, host, port, dbname, username and password; undefined without an app user
 */
export function createAppSecret(
  name: string,
  { scope, config, kmsKeyArn, protect, retain }: DatabaseArgs,
  server: DatabaseServer,
  parent: pulumi.Resource,
): pulumi.Output<string> | undefined {
  if (config.appUser === undefined) return undefined;
  const { username, passwordVersion } = config.appUser;
  return createGeneratedSecret(
    `${name}-app`,
    {
      secretName: secretName(scope, "dbApp"),
      description: `The app's user of the database of ${scope.product} ${scope.environment}`,
      kmsKeyArn,
      // Key names as in the secrets of RDS itself, which rotation functions expect.
      fields: { engine: "postgres", host: server.host, port: config.port, dbname: config.name, username },
      generatedField: "password",
      version: passwordVersion,
      retain,
    },
    { parent, protect },
  );
}
