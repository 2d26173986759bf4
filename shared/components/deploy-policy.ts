import { allow, type Statement } from "../policy-document.ts";

/** Changes of what a role may do, all of which IAM can tie to the role's boundary. */
export const roleGrants: readonly string[] = [
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

/** What a deployment may do in IAM, besides PowerUserAccess, which leaves IAM out: roles under the boundary and policies. */
export function deployIamStatements(args: { accountId: string; boundaryArn: string }): Statement[] {
  const iam = `arn:aws:iam::${args.accountId}`;
  return [
    allow("Look", ["iam:Get*", "iam:List*"], "*"),
    {
      ...allow("GrantUnderBoundary", [...roleGrants], `${iam}:role/*`),
      Condition: { StringEquals: { "iam:PermissionsBoundary": args.boundaryArn } },
    },
    allow(
      "KeepRoles",
      [
        "iam:DeleteRole",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      `${iam}:role/*`,
    ),
    allow(
      "KeepPoliciesAndProfiles",
      [
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
      [`${iam}:instance-profile/*`, `${iam}:policy/*`],
    ),
    {
      ...allow("HandRolesToServices", ["iam:PassRole"], `${iam}:role/*`),
      Condition: { StringEquals: { "iam:PassedToService": servicesWithRoles } },
    },
  ];
}
