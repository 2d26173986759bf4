import { textOf } from "../account-contents.ts";
import { mentions } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "ip-set-in-use",
  tokens: ["aws:wafv2/ipSet:IpSet"],
  operations: ["delete"],
  code: "WAFAssociatedItemException",
  source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_DeleteIPSet.html",
  refuses({ account, store, olds }) {
    const arn = textOf(olds, "arn");
    const isUsed = store
      .list("aws:wafv2/webAcl:WebAcl", { account })
      .some(({ properties }) => mentions(properties["rules"] ?? [], (text) => text === arn));
    return isUsed
      ? "AWS WAF couldn’t perform the operation because your resource is being used by another resource or it’s associated with another resource."
      : undefined;
  },
};
