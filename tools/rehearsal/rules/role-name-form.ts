import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "role-name-form",
  tokens: [
    "aws:iam/role:Role",
    "aws:iam/instanceProfile:InstanceProfile",
    "aws:iam/policy:Policy",
    "aws:iam/rolePolicy:RolePolicy",
  ],
  operations: ["create"],
  code: "ValidationError",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  refuses({ token, inputs }) {
    const name = textOf(inputs, "name");
    const limit = token === "aws:iam/role:Role" ? 64 : 128;
    return name.length <= limit && /^[\w+=,.@-]+$/.test(name)
      ? undefined
      : `Value '${name}' at 'name' failed to satisfy constraint: Member must have length less than or equal to ${limit} and satisfy regular expression pattern: [\\w+=,.@-]+`;
  },
};
