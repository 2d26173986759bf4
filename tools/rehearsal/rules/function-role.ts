import { textOf } from "../account-contents.ts";
import { roleFault } from "../role-trust.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "function-role",
  tokens: ["aws:lambda/function:Function"],
  operations: ["create", "update"],
  code: "InvalidParameterValueException",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
  refuses: ({ account, store, inputs }) =>
    roleFault(store, account, textOf(inputs, "role"), "lambda") === undefined
      ? undefined
      : "The role defined for the function cannot be assumed by Lambda.",
};
