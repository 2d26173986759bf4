import { expectProperty, hasUnknown, isOneOf, listAt } from "../properties.ts";
import { resourceRule, securityHub, type Resource } from "../rule.ts";

export default resourceRule({
  title: "Clusters tell how their tasks are doing",
  controls: ["ECS.12", "CKV_AWS_65"],
  types: ["aws:ecs/cluster:Cluster"],
  check: (resource) =>
    hasUnknown(resource.properties["settings"])
      ? undefined
      : expectProperty(
          { properties: settingsOf(resource) },
          "containerInsights",
          isOneOf("enabled", "enhanced"),
        ),
  remedy: 'set containerInsights to "enabled"',
  source: securityHub("ECS.12"),
});

function settingsOf({ properties }: Resource): Record<string, unknown> {
  return Object.fromEntries(listAt(properties, "settings").map(({ name, value }) => [name, value]));
}
