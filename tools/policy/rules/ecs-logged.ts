import { containersOf } from "../containers.ts";
import { firstOf, expectProperty, isSet } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "What containers print is kept",
  controls: ["ECS.9"],

  types: ["aws:ecs/taskDefinition:TaskDefinition"],
  check: (task) =>
    firstOf(
      ...containersOf(task).map((container) =>
        expectProperty(container, "logConfiguration.logDriver", isSet("a log driver")),
      ),
    ),
  remedy: "set logConfiguration",
  source: securityHub("ECS.9"),
});
