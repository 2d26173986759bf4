import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "key-alias-taken",
  tokens: ["aws:kms/alias:Alias"],
  operations: ["create"],
  code: "AlreadyExistsException",
  source: "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html",
  refuses({ account, region, store, token, inputs }) {
    const name = textOf(inputs, "name");
    if (name.startsWith("alias/aws/")) return "Alias names that begin with alias/aws/ are reserved for AWS.";
    return store.get(token, { account, region }, name) === undefined
      ? undefined
      : `An alias with the name arn:aws:kms:${region}:${account}:${name} already exists`;
  },
};
