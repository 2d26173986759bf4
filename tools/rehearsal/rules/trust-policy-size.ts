import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "trust-policy-size",
  tokens: ["aws:iam/role:Role"],
  operations: ["create", "update"],
  code: "LimitExceeded",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  refuses: ({ inputs }) =>
    textOf(inputs, "assumeRolePolicy").replace(/\s/g, "").length > 2048
      ? "Cannot exceed quota for ACLSizePerRole: 2048"
      : undefined,
};
