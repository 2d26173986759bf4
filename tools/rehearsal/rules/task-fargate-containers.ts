import { stringsIn } from "../account-contents.ts";
import { containersOf, taskDefinitionToken } from "../ecs-contents.ts";
import { isObject } from "../property-values.ts";
import type { Properties } from "../property-values.ts";
import type { Rule } from "./rule.ts";

export const rule: Rule = {
  id: "task-fargate-containers",
  tokens: [taskDefinitionToken],
  operations: ["create"],
  code: "ClientException",
  source:
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-task-defs",
  refuses({ inputs }) {
    if (!stringsIn(inputs["requiresCompatibilities"]).includes("FARGATE")) return undefined;
    const setting = (containersOf(inputs) ?? []).flatMap(foreign)[0];
    return setting === undefined
      ? undefined
      : `Fargate compatible task definitions do not support ${setting}`;
  },
};

/** Settings of a container that need an instance of one's own. */
function foreign(container: Properties): string[] {
  const linux = isObject(container["linuxParameters"]) ? container["linuxParameters"] : {};
  const isSet = (value: unknown): boolean =>
    Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== false;
  return [
    ...["privileged", "links", "extraHosts", "dockerSecurityOptions"].filter((it) => isSet(container[it])),
    ...["devices", "sharedMemorySize"].filter((it) => isSet(linux[it])),
  ];
}
