import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

/** What takes a regional web ACL, as its ARN looks. */
const targets: readonly RegExp[] = [
  /^arn:aws:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer\/app\/[^/]+\/[0-9a-f]+$/,
  /^arn:aws:apigateway:[a-z0-9-]+::\/restapis\/[^/]+\/stages\/[^/]+$/,
  /^arn:aws:cognito-idp:[a-z0-9-]+:\d{12}:userpool\/.+$/,
  /^arn:aws:apprunner:[a-z0-9-]+:\d{12}:service\/.+$/,
  /^arn:aws:appsync:[a-z0-9-]+:\d{12}:apis\/.+$/,
  /^arn:aws:ec2:[a-z0-9-]+:\d{12}:verified-access-instance\/.+$/,
  /^arn:aws:amplify:[a-z0-9-]+:\d{12}:apps\/.+$/,
];

export const rule: Rule = {
  id: "web-acl-target",
  tokens: ["aws:wafv2/webAclAssociation:WebAclAssociation"],
  operations: ["create"],
  code: "WAFInvalidParameterException",
  source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html",
  refuses({ region, inputs }) {
    const arn = textOf(inputs, "resourceArn");
    const isHere = textOf(inputs, "webAclArn").split(":")[3] === region;
    return targets.some((form) => form.test(arn)) && isHere
      ? undefined
      : `Error reason: The ARN isn't valid. A valid ARN begins with arn: and includes other information separated by colons or slashes., field: RESOURCE_ARN, parameter: ${arn}`;
  },
};
