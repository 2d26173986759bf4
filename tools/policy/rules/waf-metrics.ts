import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "A web ACL tells what it does",
  controls: ["WAF.12"],
  types: ["aws:wafv2/webAcl:WebAcl"],
  check: (resource) => expectProperty(resource, "visibilityConfig.cloudwatchMetricsEnabled", is(true)),
  remedy: "set cloudwatchMetricsEnabled",
  source: securityHub("WAF.12"),
});
