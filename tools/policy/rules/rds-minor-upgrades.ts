import { expectProperty, isNot } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Databases get minor versions by themselves",
  controls: ["RDS.13", "CKV_AWS_226"],
  types: ["aws:rds/instance:Instance", "aws:rds/clusterInstance:ClusterInstance"],
  check: (resource) => expectProperty(resource, "autoMinorVersionUpgrade", isNot(false)),
  remedy: "leave autoMinorVersionUpgrade on",
  source: securityHub("RDS.13"),
});
