import { expectProperty, isNot } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Tasks have no public address",
  controls: ["ECS.2", "ECS.16", "CKV_AWS_333"],
  of: "production",
  types: ["aws:ecs/service:Service"],
  check: (resource) => expectProperty(resource, "networkConfiguration.assignPublicIp", isNot(true)),
  remedy: 'set network.mode to "private"',
  source: securityHub("ECS.2"),
});
