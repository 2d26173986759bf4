import { expectProperty, isOneOf } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Load balancers refuse requests that are made to be misread",
  controls: ["ELB.12", "CKV_AWS_328"],
  types: ["aws:lb/loadBalancer:LoadBalancer"],
  check: (resource) => expectProperty(resource, "desyncMitigationMode", isOneOf("defensive", "strictest")),
  remedy: 'set desyncMitigationMode to "defensive"',
  source: securityHub("ELB.12"),
});
