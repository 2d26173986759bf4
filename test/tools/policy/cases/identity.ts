import { statement, type ResourceCases } from "./case.ts";

/** Rules about rights. */
export const identity: ResourceCases = {
  "iam-no-administrator": {
    keeps: { policy: statement({ Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" }) },
    breaks: { policy: statement({ Effect: "Allow", Action: "*", Resource: "*" }) },
    says: 'a statement allows everything, expected the actions that are needed, got "*" on "*"',
  },
  "iam-all-but": {
    keeps: { policy: statement({ Effect: "Deny", NotAction: "iam:*", Resource: "*" }) },
    breaks: { policy: statement({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }) },
    says: "a statement allows all actions but some, expected the actions that are needed, got NotAction",
  },
  "iam-no-managed-administrator": {
    keeps: { policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    breaks: { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
    says: 'policyArn is wrong, expected a policy of less than an administrator, got "arn:aws:iam::aws:policy/AdministratorAccess"',
  },
  "iam-service-wildcards": {
    keeps: { policy: statement({ Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::docs/*" }) },
    breaks: { policy: statement({ Effect: "Allow", Action: "s3:*", Resource: "*" }) },
    says: 'a statement allows a whole service, expected the actions that are needed, got "s3:*" on "*"',
  },
  "iam-pass-role-bound": {
    keeps: {
      policy: statement({
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: "arn:aws:iam::111111111111:role/task",
        Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      }),
    },
    breaks: { policy: statement({ Effect: "Allow", Action: "iam:PassRole", Resource: "*" }) },
    says: "iam:PassRole is not bound to a service, expected the condition iam:PassedToService, got none",
  },
  "iam-trust-bound": {
    keeps: {
      assumeRolePolicy: statement({
        Effect: "Allow",
        Principal: { Service: "ecs-tasks.amazonaws.com" },
        Action: "sts:AssumeRole",
      }),
    },
    breaks: {
      assumeRolePolicy: statement({ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }),
    },
    says: 'anybody may take the role, expected named principals, got "*"',
  },
  "iam-github-trust-bound": {
    keeps: {
      assumeRolePolicy: statement({
        Effect: "Allow",
        Principal: {
          Federated: "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com",
        },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
          StringLike: { "token.actions.githubusercontent.com:sub": "repo:example/app:environment:prod" },
        },
      }),
    },
    breaks: {
      assumeRolePolicy: statement({
        Effect: "Allow",
        Principal: {
          Federated: "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com",
        },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
          StringLike: { "token.actions.githubusercontent.com:sub": "repo:example/*" },
        },
      }),
    },
    says: 'the trust is not bound to a repository, expected subjects such as "repo:owner/name:environment:prod", got "repo:example/*"',
  },
  "iam-no-users": {
    keeps: null,
    breaks: {},
    says: "an IAM user has keys that never end, expected a role, got a user",
  },
};
