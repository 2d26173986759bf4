import { expectProperty, isNot } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Databases have no public address",
  controls: ["RDS.2", "CKV_AWS_17"],
  types: ["aws:rds/instance:Instance", "aws:rds/clusterInstance:ClusterInstance"],
  check: (resource) => expectProperty(resource, "publiclyAccessible", isNot(true)),
  remedy: "set publiclyAccessible to false",
  source: securityHub("RDS.2"),
});
