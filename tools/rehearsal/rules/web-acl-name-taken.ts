import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "web-acl-name-taken",
  tokens: ["aws:wafv2/webAcl:WebAcl"],
  operations: ["create"],
  code: "WAFDuplicateItemException",
  source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html",
  refuses({ account, region, store, token, inputs }) {
    const isSame = (other: { properties: typeof inputs }) =>
      textOf(other.properties, "name") === textOf(inputs, "name") &&
      other.properties["scope"] === inputs["scope"];
    return store.list(token, { account, region }).some(isSame)
      ? "AWS WAF couldn’t perform the operation because some resource in your request is a duplicate of an existing one."
      : undefined;
  },
};
