import { textOf } from "../account-contents.ts";
import { statementsIn } from "../policy-documents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "github-trust-names-subject",
  tokens: ["aws:iam/role:Role"],
  operations: ["create", "update"],
  code: "MalformedPolicyDocument",
  source:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html#idp_oidc_Create_GitHub",
  refuses({ inputs }) {
    const trusts = statementsIn(textOf(inputs, "assumeRolePolicy")).filter((statement) =>
      JSON.stringify(statement["Principal"] ?? "").includes("token.actions.githubusercontent.com"),
    );
    return trusts.some(
      (statement) =>
        !JSON.stringify(statement["Condition"] ?? "").includes("token.actions.githubusercontent.com:sub"),
    )
      ? "Missing required condition key token.actions.githubusercontent.com:sub for the trusted identity provider."
      : undefined;
  },
};
