import { containersOf } from "../containers.ts";
import { firstOf, listAt } from "../properties.ts";
import { resourceRule, securityHub } from "../rule.ts";
import { looksSecret } from "../secret-names.ts";

export default resourceRule({
  title: "No password or key is written into a task definition",
  controls: ["ECS.8"],
  types: ["aws:ecs/taskDefinition:TaskDefinition"],
  check: (task) =>
    firstOf(
      ...containersOf(task).flatMap(({ properties }) =>
        listAt(properties, "environment").map(({ name, value }) =>
          looksSecret(String(name), value)
            ? `environment variable "${String(name)}" holds a secret in plain text, expected it under secrets, got a value`
            : undefined,
        ),
      ),
    ),
  remedy: "keep it in Secrets Manager and name its ARN under secrets",
  source: securityHub("ECS.8"),
});
