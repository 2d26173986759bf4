import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "A cache survives the loss of a node",
  controls: ["ElastiCache.3"],
  of: "production",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  check: (resource) => expectProperty(resource, "automaticFailoverEnabled", is(true)),
  remedy: "set data.cache.nodes to 2 or more",
  source: securityHub("ElastiCache.3"),
});
