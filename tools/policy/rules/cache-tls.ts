import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Connections to caches are encrypted",
  controls: ["ElastiCache.5", "CKV_AWS_30"],
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  check: (resource) => expectProperty(resource, "transitEncryptionEnabled", is(true)),
  remedy: "set transitEncryptionEnabled and let clients use rediss://",
  source: securityHub("ElastiCache.5"),
});
