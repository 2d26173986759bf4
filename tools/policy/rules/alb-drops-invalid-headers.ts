import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Load balancers drop headers that are none",
  controls: ["ELB.4", "CKV_AWS_131"],
  types: ["aws:lb/loadBalancer:LoadBalancer"],
  check: (resource) => expectProperty(resource, "dropInvalidHeaderFields", is(true)),
  remedy: "set dropInvalidHeaderFields",
  source: securityHub("ELB.4"),
});
