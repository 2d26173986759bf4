import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Snapshots carry the tags of their database",
  controls: ["RDS.16", "RDS.17", "CKV_AWS_313"],
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  check: (resource) => expectProperty(resource, "copyTagsToSnapshot", is(true)),
  remedy: "set copyTagsToSnapshot",
  source: securityHub("RDS.17"),
});
