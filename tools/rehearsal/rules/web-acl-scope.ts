import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "web-acl-scope",
  tokens: ["aws:wafv2/webAcl:WebAcl", "aws:wafv2/ipSet:IpSet"],
  operations: ["create"],
  code: "WAFInvalidParameterException",
  source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html",
  refuses: ({ region, inputs }) =>
    inputs["scope"] === "CLOUDFRONT" && region !== "us-east-1"
      ? "Error reason: The scope is not valid., field: SCOPE_VALUE, parameter: CLOUDFRONT"
      : undefined,
};
