import { policyDocument } from "./policy-document.ts";

/** Changes of what a role may do, all of which IAM can tie to the role's boundary. */
const roleGrants = [
  "iam:CreateRole",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:DeleteRolePolicy",
  "iam:AttachRolePolicy",
  "iam:DetachRolePolicy",
];

/** The AWS services to which a deployment may hand a role. */
const servicesWithRoles = [
  "apigateway",
  "backup",
  "build.apprunner",
  "ec2",
  "ecs",
  "ecs-tasks",
  "events",
  "lambda",
  "monitoring.rds",
  "rds",
  "scheduler",
  "states",
  "synthetics",
  "tasks.apprunner",
  "textract",
  "vpc-flow-logs",
].map((service) => `${service}.amazonaws.com`);

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

/** What a deployment may do in IAM, besides PowerUserAccess, which leaves IAM out: roles under the boundary and policies. */
export function deployIamPolicy(args: { accountId: string; boundaryArn: string }): string {
  const iam = `arn:aws:iam::${args.accountId}`;
  return policyDocument([
    { Sid: "Look", Effect: "Allow", Action: ["iam:Get*", "iam:List*"], Resource: "*" },
    {
      Sid: "GrantUnderBoundary",
      Effect: "Allow",
      Action: roleGrants,
      Resource: `${iam}:role/*`,
      Condition: { StringEquals: { "iam:PermissionsBoundary": args.boundaryArn } },
    },
    {
      Sid: "KeepRoles",
      Effect: "Allow",
      Action: [
        "iam:DeleteRole",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      Resource: `${iam}:role/*`,
    },
    {
      Sid: "KeepPoliciesAndProfiles",
      Effect: "Allow",
      Action: [
        "iam:AddRoleToInstanceProfile",
        "iam:CreateInstanceProfile",
        "iam:CreatePolicy",
        "iam:CreatePolicyVersion",
        "iam:DeleteInstanceProfile",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:RemoveRoleFromInstanceProfile",
        "iam:TagInstanceProfile",
        "iam:TagPolicy",
        "iam:UntagInstanceProfile",
        "iam:UntagPolicy",
      ],
      Resource: [`${iam}:instance-profile/*`, `${iam}:policy/*`],
    },
    {
      Sid: "HandRolesToServices",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: `${iam}:role/*`,
      Condition: { StringEquals: { "iam:PassedToService": servicesWithRoles } },
    },
  ]);
}

/** People assume the developer role, and only with MFA. */
export function developerTrustPolicy(args: {
  accountId: string;
  trustedPrincipalArns: readonly string[];
}): string {
  const { accountId, trustedPrincipalArns } = args;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: {
          AWS: trustedPrincipalArns.length > 0 ? trustedPrincipalArns : `arn:aws:iam::${accountId}:root`,
        },
        Action: "sts:AssumeRole",
        Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
      },
    ],
  });
}
