import { expectProperty, includes } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Databases write their logs to CloudWatch",
  controls: ["RDS.9", "RDS.36", "RDS.37", "CKV_AWS_129", "CKV_AWS_324"],
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  check: (resource) => expectProperty(resource, "enabledCloudwatchLogsExports", includes("postgresql")),
  remedy: 'add "postgresql" to enabledCloudwatchLogsExports',
  source: securityHub("RDS.9"),
});
