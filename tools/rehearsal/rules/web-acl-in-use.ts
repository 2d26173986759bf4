import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "web-acl-in-use",
  tokens: ["aws:wafv2/webAcl:WebAcl"],
  operations: ["delete"],
  code: "WAFAssociatedItemException",
  source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_DeleteWebACL.html",
  refuses({ account, store, olds }) {
    const arn = textOf(olds, "arn");
    const users = [
      ["aws:wafv2/webAclAssociation:WebAclAssociation", "webAclArn"],
      ["aws:cloudfront/distribution:Distribution", "webAclId"],
    ] as const;
    const isUsed = users.some(([token, property]) =>
      store.list(token, { account }).some(({ properties }) => properties[property] === arn),
    );
    return isUsed
      ? "AWS WAF couldn’t perform the operation because your resource is being used by another resource or it’s associated with another resource."
      : undefined;
  },
};
