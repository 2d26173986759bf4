import { addUp } from "./money.ts";

export interface CostDifference {
  /** USD a month. */
  before: number;
  after: number;
  difference: number;
  /** Layers whose cost differs, or of which more or less is not priced. */
  layers: LayerDifference[];
}

export interface LayerDifference {
  id: string;
  before: number;
  after: number;
  difference: number;
  /** Resources whose cost differs, the largest difference first. */
  resources: { resource: string; before: number; after: number; difference: number }[];
}

/** The part of an estimate that a comparison looks at. */
export interface Compared {
  layers: readonly { id: string; usd: number; lines: readonly { resource: string; usd: number }[] }[];
}

/** What a change does to the monthly cost. A layer that is only in one estimate counts as nothing in the other. */
export function compareCosts(before: Compared, after: Compared): CostDifference {
  const ids = [...new Set([...before.layers, ...after.layers].map(({ id }) => id))].sort();
  const layers = ids
    .map((id) => compareLayer(id, before, after))
    .filter(({ difference, resources }) => difference !== 0 || resources.length > 0);
  const total = ({ layers: all }: Compared): number => addUp(all.map(({ usd }) => usd));
  return {
    before: total(before),
    after: total(after),
    difference: addUp([total(after), -total(before)]),
    layers,
  };
}

function compareLayer(id: string, before: Compared, after: Compared): LayerDifference {
  const [old, now] = [before, after].map(({ layers }) => byResource(layers.find((layer) => layer.id === id)));
  const names = [...new Set([...old!.keys(), ...now!.keys()])];
  const resources = names
    .map((resource) => differ({ resource }, old!.get(resource) ?? 0, now!.get(resource) ?? 0))
    .filter(({ difference }) => difference !== 0)
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
  return { ...differ({ id }, addUp([...old!.values()]), addUp([...now!.values()])), resources };
}

function byResource(layer: Compared["layers"][number] | undefined): Map<string, number> {
  const amounts = new Map<string, number>();
  for (const { resource, usd } of layer?.lines ?? []) {
    amounts.set(resource, addUp([amounts.get(resource) ?? 0, usd]));
  }
  return amounts;
}

function differ<Subject extends object>(subject: Subject, before: number, after: number) {
  return { ...subject, before, after, difference: addUp([after, -before]) };
}
