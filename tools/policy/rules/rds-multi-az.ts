import { expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "A database survives the loss of a zone",
  controls: ["RDS.5", "CKV_AWS_157"],
  of: "production",
  types: ["aws:rds/instance:Instance"],
  check: (resource) => expectProperty(resource, "multiAz", is(true)),
  remedy: "set data.db.multiAz",
  source: securityHub("RDS.5"),
});
