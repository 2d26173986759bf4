import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Load balancers are not deleted by mistake",
  controls: ["ELB.6", "CKV_AWS_150"],
  of: "production",
  types: ["aws:lb/loadBalancer:LoadBalancer"],
  check: (resource) => expectProperty(resource, "enableDeletionProtection", is(true)),
  remedy: "set enableDeletionProtection",
  source: securityHub("ELB.6"),
});
