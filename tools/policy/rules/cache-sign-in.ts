import { expectProperty, isSet, valueAt } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Nobody uses a cache without a password or a user",
  controls: ["ElastiCache.6", "CKV_AWS_31"],
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  check: (resource) =>
    valueAt(resource.properties, "authToken") === undefined
      ? expectProperty(resource, "userGroupIds", isSet("a user group, or an authToken"))
      : undefined,
  remedy: "give it a user group",
  source: securityHub("ElastiCache.6"),
});
