import { containersOf, taskDefinitionToken } from "../ecs-contents.ts";
import { objectsIn } from "../property-values.ts";
import type { Properties } from "../property-values.ts";
import type { Rule } from "./rule.ts";

const names = (items: readonly Properties[], key: string): string[] => items.map((it) => String(it[key]));

function faultOf(container: Properties, siblings: readonly string[], volumes: readonly string[]) {
  const name = String(container["name"] ?? "");
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) return `Container.name contains invalid characters: '${name}'.`;
  const image = container["image"];
  if (typeof image !== "string" || image === "") return "Container.image should not be null or empty.";
  const volume = names(objectsIn(container, "mountPoints"), "sourceVolume").find(
    (it) => !volumes.includes(it),
  );
  if (volume !== undefined) return `Unknown volume '${volume}'.`;
  const dependency = names(objectsIn(container, "dependsOn"), "containerName").find(
    (it) => it === name || !siblings.includes(it),
  );
  if (dependency !== undefined)
    return `Container '${name}' depends on '${dependency}', which is no other container of the task.`;
  return Number(container["stopTimeout"] ?? 0) > 120
    ? "The maximum stop timeout value is 120 seconds."
    : undefined;
}

export const rule: Rule = {
  id: "task-containers-form",
  tokens: [taskDefinitionToken],
  operations: ["create"],
  code: "ClientException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",
  refuses({ inputs }) {
    const containers = containersOf(inputs);
    if (containers === undefined || containers.length === 0)
      return "TaskDefinition must have at least one container definition.";
    const all = names(containers, "name");
    if (new Set(all).size < all.length) return "Container names must be unique within a task definition.";
    if (containers.every(({ essential }) => essential === false))
      return "TaskDefinition must have at least one essential container.";
    const volumes = names(objectsIn(inputs, "volumes"), "name");
    return containers.map((it) => faultOf(it, all, volumes)).find((it) => it !== undefined);
  },
};
