import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "secret-name-form",
  tokens: ["aws:secretsmanager/secret:Secret"],
  operations: ["create"],
  code: "ValidationException",
  source: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html",
  refuses({ inputs }) {
    if (!/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(textOf(inputs, "name"))) {
      return "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!";
    }
    const days = Number(inputs["recoveryWindowInDays"] ?? 30);
    return days === 0 || (days >= 7 && days <= 30)
      ? undefined
      : "RecoveryWindowInDays value must be between 7 and 30 days (inclusive).";
  },
};
