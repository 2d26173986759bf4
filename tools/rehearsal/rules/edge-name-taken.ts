import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "edge-name-taken",
  tokens: [
    "aws:cloudfront/cachePolicy:CachePolicy",
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    "aws:cloudfront/originAccessControl:OriginAccessControl",
    "aws:cloudfront/function:Function",
  ],
  operations: ["create"],
  code: "EntityAlreadyExists",
  source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html",
  refuses({ account, store, token, inputs }) {
    const { name } = inputs;
    return store.list(token, { account }).some(({ properties }) => properties["name"] === name)
      ? `${String(name)} already exists, and names are unique in an account`
      : undefined;
  },
};
