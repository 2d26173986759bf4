/** What a secret is whose value AWS generates. */
export interface GeneratedSecret {
  secretName: string;
  description: string;
  kmsKeyArn: string | undefined;
  /** The secret's other fields, in plain text in the template. */
  fields: Readonly<Record<string, string | number>>;
  /** The field that holds the generated value. */
  generatedField: string;
  /** Another number makes AWS generate another value. */
  version: number;
  /** Whether the secret outlives its stack; CloudFormation deletes without a recovery window. */
  retain: boolean;
}

/**
 * A CloudFormation template that makes one secret. Only here does AWS generate the value itself: any other way sends
 * it through the program, and then it is in Pulumi's state (write-only arguments too: pulumi-terraform-bridge#3201).
 */
export function generatedSecretTemplate(secret: GeneratedSecret): Template {
  const policy = secret.retain ? "Retain" : "Delete";
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: secret.description,
    Resources: {
      Secret: {
        Type: "AWS::SecretsManager::Secret",
        DeletionPolicy: policy,
        UpdateReplacePolicy: policy,
        Properties: {
          Name: secret.secretName,
          Description: secret.description,
          ...(secret.kmsKeyArn !== undefined && { KmsKeyId: secret.kmsKeyArn }),
          GenerateSecretString: {
            // CloudFormation generates anew when this object changes, so the version belongs inside.
            SecretStringTemplate: JSON.stringify({ ...secret.fields, passwordVersion: secret.version }),
            GenerateStringKey: secret.generatedField,
            PasswordLength: 40,
            // Usable in a connection URL without escaping.
            ExcludePunctuation: true,
          },
        },
      },
    },
    Outputs: { secretArn: { Value: { Ref: "Secret" } } },
  };
}

/**
 * The same with an ElastiCache user who logs in with it, and the user's group. CloudFormation fills in the password on
 * AWS's side, but only when it makes the user; so a new version is a new user, which takes the old one's place in the group.
 */
export function cacheAccessTemplate(
  secret: GeneratedSecret,
  { id, engine }: { id: string; engine: "valkey" | "redis" },
): Template {
  const template = generatedSecretTemplate(secret);
  return {
    ...template,
    Resources: {
      ...template.Resources,
      User: {
        Type: "AWS::ElastiCache::User",
        Properties: {
          UserId: `${id}-${secret.version}`,
          // The user of clients that send a password and no name, as with a plain AUTH token.
          UserName: "default",
          Engine: engine,
          AccessString: "on ~* &* +@all",
          Passwords: [
            { "Fn::Sub": `{{resolve:secretsmanager:\${Secret}:SecretString:${secret.generatedField}}}` },
          ],
        },
      },
      UserGroup: {
        Type: "AWS::ElastiCache::UserGroup",
        Properties: { UserGroupId: id, Engine: engine, UserIds: [{ Ref: "User" }] },
      },
    },
    Outputs: { ...template.Outputs, userGroupId: { Value: { Ref: "UserGroup" } } },
  };
}

export interface Template {
  AWSTemplateFormatVersion: "2010-09-09";
  Description: string;
  Resources: Record<
    string,
    { Type: string; DeletionPolicy?: string; UpdateReplacePolicy?: string; Properties: object }
  >;
  Outputs: Record<string, { Value: object }>;
}
