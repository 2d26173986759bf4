import { expectProperty, matches } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Caches are in subnets that were chosen for them",
  controls: ["ElastiCache.7"],
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  check: (resource) =>
    expectProperty(
      resource,
      "subnetGroupName",
      matches(/^(?!default$)./, "a subnet group other than the default one"),
    ),
  remedy: "name the environment's subnet group",
  source: securityHub("ElastiCache.7"),
});
