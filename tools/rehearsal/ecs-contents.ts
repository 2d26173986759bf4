import { isObject } from "./property-values.ts";
import type { Properties } from "./property-values.ts";
import type { Place, Store } from "./store.ts";

export const clusterToken = "aws:ecs/cluster:Cluster";
export const serviceToken = "aws:ecs/service:Service";
export const taskDefinitionToken = "aws:ecs/taskDefinition:TaskDefinition";

/** ARN of a cluster that is called by its ARN, by its name, or not at all. */
export function clusterArnOf({ account, region }: Place, name: string): string {
  return name.startsWith("arn:") ? name : `arn:aws:ecs:${region}:${account}:cluster/${name || "default"}`;
}

/** A task definition by ARN, by "family:revision" or, for the latest revision, by family. */
export function taskDefinitionOf(store: Store, place: Place, name: string): Properties | undefined {
  const named = name.slice(name.lastIndexOf("/") + 1);
  const [family = "", revision] = named.split(":");
  return store
    .list(taskDefinitionToken, place)
    .map(({ properties }) => properties)
    .filter((it) => it["family"] === family && [undefined, String(it["revision"])].includes(revision))
    .sort((a, b) => Number(b["revision"]) - Number(a["revision"]))[0];
}

/** The containers of a task definition; undefined when they are no JSON list. */
export function containersOf(definition: Properties): Properties[] | undefined {
  try {
    const containers: unknown = JSON.parse(String(definition["containerDefinitions"]));
    return Array.isArray(containers) ? containers.filter(isObject) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a service asks for a task right away, so that whatever a task needs must be there. */
export function startsTasks(inputs: Properties): boolean {
  return Number(inputs["desiredCount"] ?? 1) > 0;
}
