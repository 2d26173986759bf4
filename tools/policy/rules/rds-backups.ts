import { expectProperty, isAtLeast } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Databases are backed up for a week or more",
  controls: ["RDS.11", "CKV_AWS_133"],
  of: "production",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  check: (resource) => expectProperty(resource, "backupRetentionPeriod", isAtLeast(7)),
  remedy: "set data.db.backupDays to 7 or more",
  source: securityHub("RDS.11"),
});
