import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { secretName, type Scope } from "../../shared/naming.ts";
import type { SecretConfig } from "./config.ts";
import { createGeneratedSecret } from "./generated-secret.ts";
import { placeholderValue } from "./secret-placeholder.ts";

export interface SecretsArgs {
  scope: Scope;
  secrets: Readonly<Record<string, SecretConfig>>;
  kmsKeyArn: pulumi.Input<string> | undefined;
  protect: boolean;
  retain: boolean;
}

/** The secrets of third parties and of the app, each with a placeholder until somebody sets its value. */
export class Secrets extends pulumi.ComponentResource {
  readonly arns: Record<string, pulumi.Output<string>>;

  constructor(name: string, args: SecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:data:Secrets", name, {}, opts);
    this.arns = Object.fromEntries(
      Object.entries(args.secrets).map(([key, secret]) => {
        const arn = secret.generated
          ? createGenerated(key, secret, args, this)
          : createWithPlaceholder(key, secret, args, this);
        createRotation(key, secret, arn, this);
        return [key, arn];
      }),
    );
    this.registerOutputs({ arns: this.arns });
  }
}

function createWithPlaceholder(
  key: string,
  { description, keys }: SecretConfig,
  { scope, kmsKeyArn, protect, retain }: SecretsArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const secret = new aws.secretsmanager.Secret(
    key,
    {
      name: secretName(scope, key),
      description: description ?? `${key} of ${scope.product} ${scope.environment}`,
      ...(kmsKeyArn !== undefined && { kmsKeyId: kmsKeyArn }),
      // With a recovery window the name stays taken, and a development stack could not be made again.
      recoveryWindowInDays: retain ? 30 : 0,
    },
    { parent, protect },
  );
  new aws.secretsmanager.SecretVersion(
    key,
    { secretId: secret.id, secretString: placeholderValue(keys) },
    // A task that names a secret without a version never starts; the real value is set out of band and left alone.
    { parent, ignoreChanges: ["secretString"] },
  );
  return secret.arn;
}

function createGenerated(
  key: string,
  { description, generatedVersion }: SecretConfig,
  { scope, kmsKeyArn, protect, retain }: SecretsArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  return createGeneratedSecret(
    key,
    {
      secretName: secretName(scope, key),
      description: description ?? `${key} of ${scope.product} ${scope.environment}`,
      kmsKeyArn,
      fields: {},
      generatedField: "value",
      version: generatedVersion,
      retain,
    },
    { parent, protect },
  );
}

function createRotation(
  key: string,
  { rotation }: SecretConfig,
  secretId: pulumi.Output<string>,
  parent: pulumi.Resource,
): void {
  if (rotation === undefined) return;
  new aws.secretsmanager.SecretRotation(
    key,
    {
      secretId,
      rotationLambdaArn: rotation.lambdaArn,
      rotationRules: { automaticallyAfterDays: rotation.days },
      // The function would find the placeholder and fail.
      rotateImmediately: false,
    },
    { parent },
  );
}
