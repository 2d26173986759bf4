import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "provisioned-concurrency-version",
  tokens: ["aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig"],
  operations: ["create", "update"],
  code: "InvalidParameterValueException",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html",
  refuses: ({ inputs }) =>
    textOf(inputs, "qualifier") === "$LATEST"
      ? "Provisioned Concurrency Configs cannot be applied to unpublished function versions."
      : undefined,
};
