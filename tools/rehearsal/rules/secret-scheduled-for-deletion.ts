import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "secret-scheduled-for-deletion",
  tokens: ["aws:secretsmanager/secret:Secret"],
  operations: ["create"],
  code: "InvalidRequestException",
  source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
  refuses: ({ account, region, store, inputs }) =>
    store.remains("secret", { account, region }, textOf(inputs, "name")) === undefined
      ? undefined
      : "You can't create this secret because a secret with this name is already scheduled for deletion.",
};
