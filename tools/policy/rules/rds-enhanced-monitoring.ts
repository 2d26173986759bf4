import { expectProperty, isBetween } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "A database tells how its machine is doing",
  controls: ["RDS.6", "CKV_AWS_118"],
  of: "production",
  types: ["aws:rds/instance:Instance", "aws:rds/clusterInstance:ClusterInstance"],
  check: (resource) => expectProperty(resource, "monitoringInterval", isBetween(1, 60)),
  remedy: "set monitoringInterval and a monitoring role",
  source: securityHub("RDS.6"),
});
