import { containersOf } from "../containers.ts";
import { firstOf, expectProperty, is } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";

export default resourceRule({
  title: "Containers cannot change their own files",
  controls: ["ECS.5", "CKV_AWS_336"],

  types: ["aws:ecs/taskDefinition:TaskDefinition"],
  check: (task) =>
    firstOf(
      ...containersOf(task).map((container) => expectProperty(container, "readonlyRootFilesystem", is(true))),
    ),
  remedy: "set it, and name the folders that are written in writableVolumes",
  source: securityHub("ECS.5"),
});
