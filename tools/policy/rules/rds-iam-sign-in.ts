import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Databases take IAM tokens instead of passwords",
  controls: ["RDS.10", "RDS.12", "CKV_AWS_161", "CKV_AWS_162"],
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  check: (resource) => expectProperty(resource, "iamDatabaseAuthenticationEnabled", is(true)),
  remedy: "set iamDatabaseAuthenticationEnabled",
  source: securityHub("RDS.10"),
});
