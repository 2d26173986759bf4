import { expectProperty, type Expectation } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

const newest: Expectation = {
  wanted: '"LATEST"',
  holds: (version) => version === undefined || version === "LATEST" || version === "1.4.0",
};

export default resourceRule({
  title: "Tasks run on the newest Fargate",
  controls: ["ECS.10", "CKV_AWS_332"],
  types: ["aws:ecs/service:Service"],
  check: (resource) => expectProperty(resource, "platformVersion", newest),
  remedy: 'leave platformVersion at "LATEST"',
  source: securityHub("ECS.10"),
});
