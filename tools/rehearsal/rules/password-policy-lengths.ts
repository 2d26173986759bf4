import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "password-policy-lengths",
  tokens: ["aws:iam/accountPasswordPolicy:AccountPasswordPolicy"],
  operations: ["create", "update"],
  code: "ValidationError",
  source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html",
  refuses({ inputs }) {
    const ranges = {
      minimumPasswordLength: [6, 128],
      maxPasswordAge: [1, 1095],
      passwordReusePrevention: [1, 24],
    } as const;
    for (const [property, [min, max]] of Object.entries(ranges)) {
      const value = inputs[property];
      if (value !== undefined && (Number(value) < min || Number(value) > max)) {
        return `Value '${String(value)}' at '${property}' failed to satisfy constraint: Member must have value between ${min} and ${max}`;
      }
    }
    return undefined;
  },
};
