import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { secretName, type Scope } from "../../shared/naming.ts";

export interface ClientSecretArgs {
  scope: Scope;
  client: aws.cognito.UserPoolClient;
  /** Keep a deleted secret restorable. */
  retain: boolean;
}

/**
 * The confidential client's id and secret, for the service that exchanges codes for tokens. Cognito makes the secret
 * and hands it out, so it is in the state, encrypted, whatever keeps it.
 *
 * @returns the secret's ARN, known once there is a value to read
 */
export function createClientSecret(
  name: string,
  { scope, client, retain }: ClientSecretArgs,
  options: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const secret = new aws.secretsmanager.Secret(
    name,
    {
      name: secretName(scope, "cognitoClient"),
      description: `Id and secret of Cognito's app client of ${scope.product} ${scope.environment}`,
      // With a recovery window the name stays taken, and a development stack could not be made again.
      recoveryWindowInDays: retain ? 30 : 0,
    },
    options,
  );
  const version = new aws.secretsmanager.SecretVersion(
    name,
    {
      secretId: secret.id,
      secretString: pulumi
        .secret(pulumi.all([client.id, client.clientSecret]))
        .apply(([clientId, clientSecret]) => JSON.stringify({ clientId, clientSecret })),
    },
    options,
  );
  return version.arn;
}
