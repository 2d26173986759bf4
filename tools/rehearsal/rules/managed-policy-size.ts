import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "managed-policy-size",
  tokens: ["aws:iam/policy:Policy"],
  operations: ["create", "update"],
  code: "LimitExceeded",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  refuses: ({ inputs }) =>
    textOf(inputs, "policy").replace(/\s/g, "").length > 6144
      ? "Cannot exceed quota for PolicySize: 6144"
      : undefined,
};
