import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "parameter-taken",
  tokens: ["aws:ssm/parameter:Parameter"],
  operations: ["create"],
  code: "ParameterAlreadyExists",
  source: "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html",
  refuses: ({ account, region, store, token, inputs }) =>
    inputs["overwrite"] !== true &&
    store.get(token, { account, region }, textOf(inputs, "name")) !== undefined
      ? "The parameter already exists. To overwrite this value, set the overwrite option in the request to true."
      : undefined,
};
