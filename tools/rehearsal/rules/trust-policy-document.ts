import { policyFault } from "../policy-documents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "trust-policy-document",
  tokens: ["aws:iam/role:Role"],
  operations: ["create", "update"],
  code: "MalformedPolicyDocument",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html",
  refuses: ({ inputs }) => policyFault(inputs["assumeRolePolicy"], "trust"),
};
