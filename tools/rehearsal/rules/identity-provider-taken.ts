import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "identity-provider-taken",
  tokens: ["aws:iam/openIdConnectProvider:OpenIdConnectProvider"],
  operations: ["create"],
  code: "EntityAlreadyExists",
  source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html",
  refuses({ account, store, token, inputs }) {
    const url = textOf(inputs, "url").replace(/\/$/, "");
    return store
      .list(token, { account })
      .some((it) => textOf(it.properties, "url").replace(/\/$/, "") === url)
      ? `Provider with url ${url} already exists.`
      : undefined;
  },
};
