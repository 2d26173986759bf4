import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Load balancers keep who asked for what",
  controls: ["ELB.5", "CKV_AWS_91"],
  of: "production",
  types: ["aws:lb/loadBalancer:LoadBalancer"],
  check: (resource) => expectProperty(resource, "accessLogs.enabled", is(true)),
  remedy: "set compute.alb.accessLogs",
  source: securityHub("ELB.5"),
});
