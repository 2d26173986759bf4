import { containersOf } from "../containers.ts";
import { firstOf, expectProperty, isNot } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Containers have no rights over their machine",
  controls: ["ECS.4", "CKV_AWS_334"],

  types: ["aws:ecs/taskDefinition:TaskDefinition"],
  check: (task) =>
    firstOf(...containersOf(task).map((container) => expectProperty(container, "privileged", isNot(true)))),
  remedy: "leave privileged off",
  source: securityHub("ECS.4"),
});
