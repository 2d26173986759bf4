import { stackRule, securityHub } from "../rule.ts";

export default stackRule({
  title: "A web ACL keeps what it refused",
  controls: ["WAF.11"],

  types: ["aws:wafv2/webAcl:WebAcl"],
  check: (resource, stack) =>
    stack.pointingAt(
      resource,
      "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
      "resourceArn",
    ).length > 0
      ? undefined
      : "the web ACL keeps no logs, expected a logging configuration in its stack, got none",
  remedy: "add a WebAclLoggingConfiguration",
  source: securityHub("WAF.11"),
});
