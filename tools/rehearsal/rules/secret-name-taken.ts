import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "secret-name-taken",
  tokens: ["aws:secretsmanager/secret:Secret"],
  operations: ["create"],
  code: "ResourceExistsException",
  source: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html",
  refuses({ account, region, store, token, inputs }) {
    const name = textOf(inputs, "name");
    return store.list(token, { account, region }).some((secret) => secret.properties["name"] === name)
      ? `The operation failed because the secret ${name} already exists.`
      : undefined;
  },
};
