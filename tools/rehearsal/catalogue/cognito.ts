import { stringOf, uuidOf } from "./entry.ts";
import type { Entry } from "./entry.ts";

const service = "Cognito Identity Provider";
const createdAt = "2026-01-01T00:00:00Z";

export const userPoolToken = "aws:cognito/userPool:UserPool";

export const entries: readonly Entry[] = [
  {
    token: userPoolToken,
    noun: "Cognito User Pool",
    service,
    operations: { update: "UpdateUserPool" },
    id: (make) => `${make.region}_${make.letters(9)}`,
    outputs: (make) => ({
      arn: make.arn("cognito-idp", `userpool/${make.id}`),
      endpoint: `cognito-idp.${make.region}.amazonaws.com/${make.id}`,
      creationDate: createdAt,
      lastModifiedDate: createdAt,
      estimatedNumberOfUsers: 0,
      domain: "",
      customDomain: "",
    }),
    defaults: { deletionProtection: "INACTIVE", mfaConfiguration: "OFF", userPoolTier: "ESSENTIALS" },
    createOnly: ["usernameAttributes", "aliasAttributes", "usernameConfiguration"],
    // Attributes can be added; what else happens to them is a matter for the rules.
    mutable: ["schemas"],
    autoName: { property: "name", maxLength: 128 },
  },
  {
    token: "aws:cognito/userPoolClient:UserPoolClient",
    noun: "Cognito User Pool Client",
    service,
    operations: { update: "UpdateUserPoolClient" },
    id: (make) => make.hex(26, "client"),
    outputs: (make) => ({
      clientSecret: make.inputs["generateSecret"] === true ? make.hex(51, "secret") : "",
    }),
    createOnly: ["userPoolId", "generateSecret"],
  },
  {
    token: "aws:cognito/userPoolDomain:UserPoolDomain",
    noun: "Cognito User Pool Domain",
    service,
    operations: { update: "UpdateUserPoolDomain" },
    id: (make) => stringOf(make.inputs["domain"]),
    outputs: (make) => {
      const distribution = `d${make.hex(13, "distribution")}.cloudfront.net`;
      return {
        awsAccountId: make.account,
        cloudfrontDistribution: distribution,
        cloudfrontDistributionArn: distribution,
        // The zone of every CloudFront distribution.
        cloudfrontDistributionZoneId: "Z2FDTNDATAQYW2",
        s3Bucket: `aws-cognito-prod-${make.region}-assets`,
        version: "20260101000000",
      };
    },
    createOnly: ["domain", "userPoolId"],
  },
  {
    token: "aws:cognito/identityProvider:IdentityProvider",
    noun: "Cognito Identity Provider",
    service,
    operations: { update: "UpdateIdentityProvider" },
    id: (make) => `${stringOf(make.inputs["userPoolId"])}:${stringOf(make.inputs["providerName"])}`,
    createOnly: ["userPoolId", "providerName", "providerType"],
  },
  {
    token: "aws:cognito/userGroup:UserGroup",
    noun: "Cognito User Group",
    service,
    operations: { create: "CreateGroup", update: "UpdateGroup", delete: "DeleteGroup" },
    id: (make) => `${stringOf(make.inputs["userPoolId"])}/${stringOf(make.inputs["name"])}`,
    createOnly: ["userPoolId", "name"],
  },
  {
    token: "aws:cognito/managedLoginBranding:ManagedLoginBranding",
    noun: "Cognito Managed Login Branding",
    service,
    operations: { update: "UpdateManagedLoginBranding" },
    id: (make) => `${stringOf(make.inputs["userPoolId"])},${uuidOf(make)}`,
    outputs: (make) => ({ managedLoginBrandingId: uuidOf(make), settingsAll: "{}" }),
    createOnly: ["userPoolId", "clientId"],
  },
];
