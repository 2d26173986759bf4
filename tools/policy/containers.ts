import type { Resource } from "./rule.ts";

/** The containers of a task definition; none while they are not known yet. */
export function containersOf({ properties }: Resource): Pick<Resource, "properties">[] {
  const definitions = properties["containerDefinitions"];
  if (typeof definitions !== "string") return [];
  return (JSON.parse(definitions) as Resource["properties"][]).map((container) => ({
    properties: container,
  }));
}
