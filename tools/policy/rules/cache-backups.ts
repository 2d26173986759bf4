import { expectProperty, isAtLeast } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Caches are backed up",
  controls: ["ElastiCache.1", "CKV_AWS_134"],
  of: "production",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  check: (resource) => expectProperty(resource, "snapshotRetentionLimit", isAtLeast(1)),
  remedy: "set snapshotRetentionLimit",
  source: securityHub("ElastiCache.1"),
});
