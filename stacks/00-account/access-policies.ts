import { roleGrants } from "../../shared/components/deploy-policy.ts";
import { policyDocument } from "../../shared/policy-document.ts";

/**
 * The most that any role made by a deployment may ever do, however generous its own policies: nothing about users,
 * identity providers, the organization and the bill, no role without this boundary, and no hand on the audit trail.
 */
export function boundaryPolicy(args: {
  accountId: string;
  boundaryArn: string;
  logBucketArn: string;
  logKeyArn?: string | undefined;
  protectedRoleNames: readonly string[];
}): string {
  const { accountId, boundaryArn, logBucketArn, logKeyArn, protectedRoleNames } = args;
  return policyDocument([
    {
      // Not "Action": "*", which IAM.1 reports as an administrator's policy.
      Sid: "Workloads",
      Effect: "Allow",
      NotAction: [
        "account:*",
        "aws-portal:*",
        "organizations:*",
        "iam:*AccessKey*",
        "iam:*AccountPasswordPolicy",
        "iam:*Group*",
        "iam:*LoginProfile",
        "iam:*MFADevice*",
        "iam:*OpenIDConnectProvider*",
        "iam:*SAMLProvider*",
        "iam:*User*",
      ],
      Resource: "*",
    },
    {
      Sid: "RolesOnlyUnderThisBoundary",
      Effect: "Deny",
      Action: roleGrants,
      Resource: "*",
      Condition: { StringNotEquals: { "iam:PermissionsBoundary": boundaryArn } },
    },
    { Sid: "BoundaryStays", Effect: "Deny", Action: "iam:DeleteRolePermissionsBoundary", Resource: "*" },
    {
      Sid: "BoundaryIsNotEdited",
      Effect: "Deny",
      Action: [
        "iam:CreatePolicyVersion",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:SetDefaultPolicyVersion",
      ],
      Resource: boundaryArn,
    },
    ...(protectedRoleNames.length === 0
      ? []
      : [
          {
            Sid: "ProtectedRoles",
            Effect: "Deny" as const,
            Action: ["iam:*", "sts:AssumeRole"],
            Resource: protectedRoleNames.map((name) => `arn:aws:iam::${accountId}:role/${name}`),
          },
        ]),
    {
      Sid: "AuditStaysOn",
      Effect: "Deny",
      Action: [
        "access-analyzer:DeleteAnalyzer",
        "cloudtrail:DeleteTrail",
        "cloudtrail:PutEventSelectors",
        "cloudtrail:StopLogging",
        "cloudtrail:UpdateTrail",
        "config:DeleteConfigurationRecorder",
        "config:DeleteDeliveryChannel",
        "config:StopConfigurationRecorder",
        "ec2:DisableEbsEncryptionByDefault",
        "ec2:DisableSnapshotBlockPublicAccess",
        "guardduty:DeleteDetector",
        "guardduty:UpdateDetector",
        "s3:PutAccountPublicAccessBlock",
        "securityhub:BatchDisableStandards",
        "securityhub:DisableSecurityHub",
      ],
      Resource: "*",
    },
    {
      Sid: "LogsStay",
      Effect: "Deny",
      Action: [
        "s3:Delete*",
        "s3:PutBucket*",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
      ],
      Resource: [logBucketArn, `${logBucketArn}/*`],
    },
    ...(logKeyArn === undefined
      ? []
      : [
          {
            Sid: "LogKeyStays",
            Effect: "Deny" as const,
            Action: ["kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"],
            Resource: logKeyArn,
          },
        ]),
  ]);
}

/** People assume the developer role, and only with MFA. */
export function developerTrustPolicy(args: {
  accountId: string;
  trustedPrincipalArns: readonly string[];
}): string {
  const { accountId, trustedPrincipalArns } = args;
  return policyDocument([
    {
      Effect: "Allow",
      Principal: {
        AWS: trustedPrincipalArns.length > 0 ? trustedPrincipalArns : `arn:aws:iam::${accountId}:root`,
      },
      Action: "sts:AssumeRole",
      Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
    },
  ]);
}
