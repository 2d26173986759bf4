import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Caches are encrypted at rest",
  controls: ["ElastiCache.4", "CKV_AWS_29"],
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  check: (resource) => expectProperty(resource, "atRestEncryptionEnabled", is(true)),
  remedy: "set atRestEncryptionEnabled; a cache that exists is replaced",
  source: securityHub("ElastiCache.4"),
});
