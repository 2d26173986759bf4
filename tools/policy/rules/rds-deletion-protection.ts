import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Databases are not deleted by mistake",
  controls: ["RDS.7", "RDS.8", "CKV_AWS_139", "CKV_AWS_293"],
  of: "production",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  check: (resource) => expectProperty(resource, "deletionProtection", is(true)),
  remedy: "set deletionProtection",
  source: securityHub("RDS.8"),
});
