import { textOf } from "../account-contents.ts";
import { behaviorsOf, distributionToken } from "../distributions.ts";
import type { Rule } from "./rule.ts";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
const mostBehaviors = 75;

export const rule: Rule = {
  id: "distribution-paths",
  tokens: [distributionToken],
  operations: ["create", "update"],
  code: "InvalidArgument",
  source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CacheBehavior.html",
  refuses({ inputs }) {
    const paths = behaviorsOf(inputs)
      .slice(1)
      .map((behavior) => textOf(behavior, "pathPattern"));
    if (paths.length + 1 > mostBehaviors) {
      return "Your request contains more cache behaviors than are allowed per distribution.";
    }
    const twice = paths.find((path, index) => paths.indexOf(path) !== index);
    return twice === undefined
      ? undefined
      : `The parameter PathPattern contains a duplicate, the cache behavior for ${twice} exists already.`;
  },
};
