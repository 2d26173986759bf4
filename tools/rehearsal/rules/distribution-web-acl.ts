import { textOf } from "../account-contents.ts";
import { distributionToken } from "../distributions.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "distribution-web-acl",
  tokens: [distributionToken],
  operations: ["create", "update"],
  code: "InvalidWebACLId",
  source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html",
  refuses({ account, store, inputs }) {
    const arn = textOf(inputs, "webAclId");
    if (arn === "") return undefined;
    const exists = store
      .list("aws:wafv2/webAcl:WebAcl", { account, region: "us-east-1" })
      .some(({ properties }) => properties["arn"] === arn && properties["scope"] === "CLOUDFRONT");
    return exists
      ? undefined
      : "Web ACL is not accessible by the requester, or is not of the CLOUDFRONT scope.";
  },
};
