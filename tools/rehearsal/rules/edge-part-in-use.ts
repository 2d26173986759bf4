import { textOf } from "../account-contents.ts";
import { distributionsWith } from "../distributions.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "edge-part-in-use",
  tokens: [
    "aws:cloudfront/cachePolicy:CachePolicy",
    "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    "aws:cloudfront/originAccessControl:OriginAccessControl",
    "aws:cloudfront/function:Function",
    "aws:cloudfront/vpcOrigin:VpcOrigin",
  ],
  operations: ["delete"],
  code: "ResourceInUse",
  source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DeleteCachePolicy.html",
  refuses({ account, store, id, olds }) {
    const names = [id, textOf(olds, "arn")].filter((name) => name !== "");
    return names.some((name) => distributionsWith(store, account, name).length > 0)
      ? `Cannot delete ${id} because it is attached to 1 or more distributions.`
      : undefined;
  },
};
