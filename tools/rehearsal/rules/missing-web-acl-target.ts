import { textOf } from "../account-contents.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "missing-web-acl-target",
  tokens: ["aws:wafv2/webAclAssociation:WebAclAssociation"],
  readsOtherLayers: true,
  operations: ["create"],
  code: "WAFNonexistentItemException",
  source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html",
  refuses({ account, region, store, inputs }) {
    const [target, acl] = [textOf(inputs, "resourceArn"), textOf(inputs, "webAclArn")];
    const owners = {
      ":loadbalancer/": "aws:lb/loadBalancer:LoadBalancer",
      "::/restapis/": "aws:apigateway/stage:Stage",
      ":userpool/": "aws:cognito/userPool:UserPool",
      "apprunner:": "aws:apprunner/service:Service",
    };
    const owner = Object.entries(owners).find(([part]) => target.includes(part))?.[1];
    const exists = (token: string, arn: string) =>
      store.list(token, { account, region }).some(({ properties }) => properties["arn"] === arn);
    return exists("aws:wafv2/webAcl:WebAcl", acl) && (owner === undefined || exists(owner, target))
      ? undefined
      : "AWS WAF couldn’t perform the operation because your resource doesn’t exist.";
  },
};
