import { lastPart, stringOf } from "./entry.ts";
import type { Entry, Fabrication } from "./entry.ts";

const createdAt = "2026-01-01T00:00:00Z";

function iamArn(make: Fabrication, kind: string): string {
  const path = stringOf(make.inputs["path"]) || "/";
  return `arn:aws:iam::${make.account}:${kind}${path}${stringOf(make.inputs["name"])}`;
}

export const entries: readonly Entry[] = [
  {
    token: "aws:iam/role:Role",
    noun: "IAM Role",
    operations: { update: "UpdateRole" },
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => ({
      arn: iamArn(make, "role"),
      createDate: createdAt,
      uniqueId: `AROA${make.letters(17)}`,
    }),
    defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
    createOnly: ["name", "namePrefix", "path"],
    autoName: { property: "name", maxLength: 64 },
  },
  {
    token: "aws:iam/rolePolicy:RolePolicy",
    noun: "IAM Role Policy",
    operations: { create: "PutRolePolicy", update: "PutRolePolicy", delete: "DeleteRolePolicy" },
    id: (make) => `${stringOf(make.inputs["role"])}:${stringOf(make.inputs["name"])}`,
    createOnly: ["name", "namePrefix", "role"],
  },
  {
    token: "aws:iam/policy:Policy",
    noun: "IAM Policy",
    operations: { update: "CreatePolicyVersion" },
    id: (make) => iamArn(make, "policy"),
    outputs: (make) => ({ arn: make.id, policyId: `ANPA${make.letters(17)}`, attachmentCount: 0 }),
    defaults: { path: "/" },
    createOnly: ["name", "namePrefix", "path", "description"],
  },
  {
    token: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    noun: "IAM Role Policy Attachment",
    overwrites: true,
    operations: { create: "AttachRolePolicy", delete: "DetachRolePolicy" },
    id: (make) => `${stringOf(make.inputs["role"])}/${stringOf(make.inputs["policyArn"])}`,
    createOnly: ["role", "policyArn"],
    deleteBeforeReplace: true,
  },
  {
    token: "aws:iam/instanceProfile:InstanceProfile",
    noun: "IAM Instance Profile",
    id: (make) => stringOf(make.inputs["name"]),
    outputs: (make) => ({
      arn: iamArn(make, "instance-profile"),
      createDate: createdAt,
      uniqueId: `AIPA${make.letters(17)}`,
    }),
    defaults: { path: "/" },
    createOnly: ["name", "namePrefix", "path"],
    autoName: { property: "name", maxLength: 128 },
  },
  {
    token: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    noun: "IAM OIDC Provider",
    operations: { create: "CreateOpenIDConnectProvider", delete: "DeleteOpenIDConnectProvider" },
    id: (make) =>
      `arn:aws:iam::${make.account}:oidc-provider/${stringOf(make.inputs["url"]).replace(/^https:\/\//, "")}`,
    outputs: (make) => ({ arn: make.id, thumbprintLists: [make.hex(40)] }),
    createOnly: ["url"],
  },
  {
    token: "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
    noun: "IAM Account Password Policy",
    overwrites: true,
    operations: { create: "UpdateAccountPasswordPolicy", update: "UpdateAccountPasswordPolicy" },
    id: () => "iam-account-password-policy",
    outputs: (make) => ({ expirePasswords: make.inputs["maxPasswordAge"] !== undefined }),
    defaults: { allowUsersToChangePassword: true, minimumPasswordLength: 6 },
  },
  {
    token: "aws:iam/accountAlias:AccountAlias",
    noun: "IAM Account Alias",
    id: (make) => stringOf(make.inputs["accountAlias"]),
    createOnly: ["accountAlias"],
    deleteBeforeReplace: true,
  },
  {
    token: "aws:iam/serviceLinkedRole:ServiceLinkedRole",
    noun: "IAM Service Linked Role",
    id: (make) =>
      `arn:aws:iam::${make.account}:role/aws-service-role/${stringOf(make.inputs["awsServiceName"])}/${serviceRoleName(make)}`,
    outputs: (make) => ({
      arn: make.id,
      name: lastPart(make.id),
      path: `/aws-service-role/${stringOf(make.inputs["awsServiceName"])}/`,
      uniqueId: `AROA${make.letters(17)}`,
      createDate: createdAt,
    }),
    createOnly: ["awsServiceName", "customSuffix"],
  },
];

function serviceRoleName(make: Fabrication): string {
  const service = stringOf(make.inputs["awsServiceName"]).split(".")[0] ?? "";
  if (service === "ecs") return "AWSServiceRoleForECS";
  return `AWSServiceRoleFor${service.slice(0, 1).toUpperCase()}${service.slice(1)}`;
}
