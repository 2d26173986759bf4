import { isObject } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "cache-policy-keeps-something",
  tokens: ["aws:cloudfront/cachePolicy:CachePolicy"],
  operations: ["create", "update"],
  code: "InvalidArgument",
  source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html",
  refuses({ inputs }) {
    const [min, standard, max] = ["minTtl", "defaultTtl", "maxTtl"].map(
      (name) => inputs[name] ?? 0,
    ) as number[];
    if (min! > standard! || standard! > max!) {
      return "The parameter MinTTL, DefaultTTL or MaxTTL is out of order, expected MinTTL <= DefaultTTL <= MaxTTL.";
    }
    const key = inputs["parametersInCacheKeyAndForwardedToOrigin"];
    const compresses =
      isObject(key) &&
      (key["enableAcceptEncodingGzip"] === true || key["enableAcceptEncodingBrotli"] === true);
    return max === 0 && compresses
      ? "The parameter EnableAcceptEncodingGzip or EnableAcceptEncodingBrotli must be false when caching is disabled."
      : undefined;
  },
};
