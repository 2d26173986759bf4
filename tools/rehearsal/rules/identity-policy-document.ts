import { policyFault } from "../policy-documents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "identity-policy-document",
  tokens: ["aws:iam/policy:Policy", "aws:iam/rolePolicy:RolePolicy"],
  operations: ["create", "update"],
  code: "MalformedPolicyDocument",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
  refuses: ({ inputs }) => policyFault(inputs["policy"], "identity"),
};
