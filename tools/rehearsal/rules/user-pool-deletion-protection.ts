import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "user-pool-deletion-protection",
  tokens: ["aws:cognito/userPool:UserPool"],
  operations: ["delete"],
  code: "InvalidParameterException",
  source:
    "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html",
  refuses: ({ inputs }) =>
    inputs["deletionProtection"] === "ACTIVE"
      ? "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first."
      : undefined,
};
