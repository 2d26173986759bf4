import type { LayerResources } from "../../tools/cost/resources.ts";
import type { Planned } from "./planned.ts";

/** A product that ran under mocks as an estimate takes it: layer by layer, each resource in its region. */
export function costedLayers({ resources }: Planned, region: string): LayerResources[] {
  return [...Map.groupBy(resources, ({ layer }) => layer)].map(([id, own]) => ({
    id,
    resources: own.map(({ type, name, inputs }) => ({
      ...{ type, name, inputs },
      region: typeof inputs["region"] === "string" ? inputs["region"] : region,
    })),
  }));
}
