import { expectProperty, type Expectation } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

const two: Expectation = { wanted: "two or more", holds: (list) => Array.isArray(list) && list.length >= 2 };

export default resourceRule({
  title: "Load balancers are in two zones or more",
  controls: ["ELB.13"],
  types: ["aws:lb/loadBalancer:LoadBalancer"],
  check: (resource) => expectProperty(resource, "subnets", two),
  remedy: "give it a subnet in each zone",
  source: securityHub("ELB.13"),
});
