import { expectProperty, firstOf, is, isNot } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Tasks share neither network nor processes with their machine",
  controls: ["ECS.3", "ECS.17", "CKV_AWS_335"],
  types: ["aws:ecs/taskDefinition:TaskDefinition"],
  check: (task) =>
    firstOf(
      expectProperty(task, "networkMode", is("awsvpc")),
      expectProperty(task, "pidMode", isNot("host")),
    ),
  remedy: 'set networkMode to "awsvpc" and leave pidMode alone',
  source: securityHub("ECS.17"),
});
