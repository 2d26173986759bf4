import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { revealSecret } from "../../shared/layer-config.ts";
import type { AuthConfig, CognitoConfig } from "./config.ts";
import { TokenFunction, type Setting } from "./token-function.ts";

export interface UserPoolArgs {
  setting: Setting;
  cognito: CognitoConfig;
  session: AuthConfig["auth"]["session"];
}

/** The users, how they sign in, and the app as Cognito knows it. */
export class UserPool extends pulumi.ComponentResource {
  readonly pool: aws.cognito.UserPool;
  readonly client: aws.cognito.UserPoolClient;
  readonly issuer: pulumi.Output<string>;

  constructor(name: string, args: UserPoolArgs, options?: pulumi.ComponentResourceOptions) {
    super("micro-stacks:50-auth:UserPool", name, {}, options);

    const preToken = args.cognito.preToken === "off" ? undefined : createPreToken(this, args);
    this.pool = createPool(this, name, args, preToken);
    preToken?.allowInvoke("pre-token-cognito", "cognito-idp.amazonaws.com", this.pool.arn);
    createGroups(this, args);
    const google = createGoogle(this, args);
    this.client = createClient(this, name, args, google);
    createBranding(this, name);

    this.issuer = pulumi.interpolate`https://cognito-idp.${args.setting.scope.region}.amazonaws.com/${this.pool.id}`;
    this.registerOutputs();
  }
}

function createPreToken(parent: UserPool, { setting, cognito }: UserPoolArgs): TokenFunction {
  return new TokenFunction(
    "pre-token",
    {
      setting,
      entry: new URL("./functions/pre-token.ts", import.meta.url),
      description: "Adds the user's claims to ID and access tokens",
      variables: { CLAIMS: JSON.stringify(cognito.claims) },
    },
    { parent },
  );
}

const mfaModes = { off: "OFF", optional: "OPTIONAL", required: "ON" } as const;

function createPool(
  parent: UserPool,
  name: string,
  { cognito }: UserPoolArgs,
  preToken: TokenFunction | undefined,
): aws.cognito.UserPool {
  return new aws.cognito.UserPool(
    name,
    {
      userPoolTier: cognito.tier.toUpperCase(),
      deletionProtection: cognito.protect ? "ACTIVE" : "INACTIVE",
      adminCreateUserConfig: { allowAdminCreateUserOnly: !cognito.selfSignup },

      // These three can never change: Cognito would want another pool, without the users.
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      schemas: cognito.customAttributes.map(describeAttribute),

      autoVerifiedAttributes: ["email"],
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
      accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },

      passwordPolicy: {
        minimumLength: cognito.passwordLength,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: true,
        temporaryPasswordValidityDays: 7,
      },
      mfaConfiguration: mfaModes[cognito.mfa],
      ...(cognito.mfa !== "off" && { softwareTokenMfaConfiguration: { enabled: true } }),
      ...(cognito.threatProtection !== "off" && {
        userPoolAddOns: { advancedSecurityMode: cognito.threatProtection.toUpperCase() },
      }),

      ...(cognito.email !== undefined && {
        emailConfiguration: {
          emailSendingAccount: "DEVELOPER",
          fromEmailAddress: cognito.email.from,
          sourceArn: cognito.email.identityArn,
        },
      }),
      ...(preToken !== undefined && {
        lambdaConfig: { preTokenGenerationConfig: { lambdaArn: preToken.fn.arn, lambdaVersion: "V2_0" } },
      }),
    },
    { parent, protect: cognito.protect },
  );
}

/** Without the constraints, the provider finds a difference each time. */
function describeAttribute(name: string) {
  return {
    name,
    attributeDataType: "String",
    developerOnlyAttribute: false,
    mutable: true,
    required: false,
    stringAttributeConstraints: { minLength: "0", maxLength: "256" },
  };
}

function createGroups(parent: UserPool, { cognito }: UserPoolArgs): void {
  for (const group of cognito.groups) {
    new aws.cognito.UserGroup(group, { userPoolId: parent.pool.id, name: group }, { parent });
  }
}

function createGoogle(
  parent: UserPool,
  { cognito: { google } }: UserPoolArgs,
): aws.cognito.IdentityProvider | undefined {
  if (google === undefined) return undefined;
  return new aws.cognito.IdentityProvider(
    "google",
    {
      userPoolId: parent.pool.id,
      providerName: "Google",
      providerType: "Google",
      providerDetails: {
        client_id: google.clientId,
        client_secret: revealSecret(google.clientSecret),
        authorize_scopes: "openid email profile",
        // What Cognito adds by itself; left out, each refresh would find a difference.
        attributes_url: "https://people.googleapis.com/v1/people/me?personFields=",
        attributes_url_add_attributes: "true",
        authorize_url: "https://accounts.google.com/o/oauth2/v2/auth",
        oidc_issuer: "https://accounts.google.com",
        token_request_method: "POST",
        token_url: "https://www.googleapis.com/oauth2/v4/token",
      },
      attributeMapping: { username: "sub", email: "email", email_verified: "email_verified", name: "name" },
    },
    { parent },
  );
}

function createClient(
  parent: UserPool,
  name: string,
  { cognito, session }: UserPoolArgs,
  google: aws.cognito.IdentityProvider | undefined,
): aws.cognito.UserPoolClient {
  const { tokens, callbackUrls } = cognito;
  return new aws.cognito.UserPoolClient(
    name,
    {
      userPoolId: parent.pool.id,
      generateSecret: session === "bff-cookie",
      supportedIdentityProviders: ["COGNITO", ...(google === undefined ? [] : ["Google"])],

      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ["code"],
      allowedOauthScopes: cognito.scopes,
      callbackUrls,
      ...(callbackUrls[0] !== undefined && { defaultRedirectUri: callbackUrls[0] }),
      logoutUrls: cognito.logoutUrls,

      // Rotation and the older way to refresh exclude each other.
      explicitAuthFlows: [
        "ALLOW_USER_SRP_AUTH",
        ...(tokens.rotateRefresh ? [] : ["ALLOW_REFRESH_TOKEN_AUTH"]),
      ],
      ...(tokens.rotateRefresh && {
        refreshTokenRotation: { feature: "ENABLED", retryGracePeriodSeconds: 60 },
      }),
      accessTokenValidity: tokens.accessMinutes,
      idTokenValidity: tokens.idMinutes,
      refreshTokenValidity: tokens.refreshDays,
      tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "days" },
      enableTokenRevocation: true,
      preventUserExistenceErrors: "ENABLED",

      // A user with a token may change what is listed here, so never an attribute that claims are made of.
      writeAttributes: ["email", "name"],
    },
    // Another client would have another id, which the app and other tokens know.
    { parent, protect: cognito.protect, dependsOn: google === undefined ? [] : [google] },
  );
}

/** The newer sign-in pages show nothing until they have a style. */
function createBranding(parent: UserPool, name: string): void {
  new aws.cognito.ManagedLoginBranding(
    name,
    { userPoolId: parent.pool.id, clientId: parent.client.id, useCognitoProvidedValues: true },
    { parent },
  );
}
