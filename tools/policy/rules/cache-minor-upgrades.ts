import { expectProperty, isNot } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Caches get minor versions by themselves",
  controls: ["ElastiCache.2"],
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  check: (resource) => expectProperty(resource, "autoMinorVersionUpgrade", isNot(false)),
  remedy: "leave autoMinorVersionUpgrade on",
  source: securityHub("ElastiCache.2"),
});
