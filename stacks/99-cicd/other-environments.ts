import type { Statement } from "../../shared/policy-document.ts";

/** Changes that cannot be taken back, or that change what another environment runs. */
const harm = [
  "apigateway:DELETE",
  "apigateway:PATCH",
  "cloudfront:Delete*",
  "cloudfront:UpdateDistribution",
  "cognito-idp:Delete*",
  "cognito-idp:UpdateUserPool*",
  "ec2:Delete*",
  "ec2:Modify*",
  "ec2:Terminate*",
  "ecr:Delete*",
  "ecr:PutImage",
  "ecs:Delete*",
  "ecs:RunTask",
  "ecs:Update*",
  "elasticache:Delete*",
  "elasticache:Modify*",
  "elasticloadbalancing:Delete*",
  "elasticloadbalancing:Modify*",
  "iam:AttachRolePolicy",
  "iam:Delete*",
  "iam:PassRole",
  "iam:PutRolePolicy",
  "iam:UpdateAssumeRolePolicy",
  "kms:DisableKey",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
  "lambda:Delete*",
  "lambda:Update*",
  "logs:Delete*",
  "rds:Delete*",
  "rds:Modify*",
  "secretsmanager:DeleteSecret",
  "secretsmanager:GetSecretValue",
  "secretsmanager:PutSecretValue",
  "secretsmanager:UpdateSecret",
  "sqs:DeleteQueue",
  "sqs:PurgeQueue",
  "sqs:SetQueueAttributes",
  "ssm:DeleteParameter*",
  "states:Delete*",
  "states:UpdateStateMachine",
];

/** Keeps a deployment away from its account's other environments, as far as they are tagged; no tag, no say. */
export function otherEnvironmentsStay(environment: string): Statement {
  return {
    Sid: "OtherEnvironmentsStay",
    Effect: "Deny",
    Action: [...harm],
    Resource: "*",
    Condition: {
      Null: { "aws:ResourceTag/Environment": "false" },
      StringNotEquals: { "aws:ResourceTag/Environment": environment },
    },
  };
}
