import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "role-name-taken",
  tokens: ["aws:iam/role:Role"],
  operations: ["create"],
  code: "EntityAlreadyExists",
  source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
  refuses: ({ account, store, token, inputs }) =>
    store
      .list(token, { account })
      .some((role) => role.id.toLowerCase() === textOf(inputs, "name").toLowerCase())
      ? `Role with name ${textOf(inputs, "name")} already exists.`
      : undefined,
};
