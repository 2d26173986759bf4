import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Databases are encrypted at rest",
  controls: ["RDS.3", "RDS.27", "CKV_AWS_16", "CKV_AWS_96"],
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  check: (resource) => expectProperty(resource, "storageEncrypted", is(true)),
  remedy: "set storageEncrypted; a database that exists has to be restored from a copied snapshot",
  source: securityHub("RDS.3"),
});
