import { addUp, toCents } from "./money.ts";
import { datesOf, priceIn, readPrices, requireRegion, type Price, type PriceTable } from "./price-table.ts";
import { pricers } from "./pricers/index.ts";
import type { Charge, CostResource, LayerResources } from "./resources.ts";
import { unpricedReason } from "./unpriced-types.ts";
import { usageCharges } from "./usage-charges.ts";
import { defaultUsage, type Usage } from "./usage.ts";

/** AWS's own month in its price examples. */
export const hoursPerMonth = 730;

/** One line of an estimate: quantity x unit price = amount. */
export interface CostLine {
  /** "ec2.Eip nat-1"; for what is used, the first resource that it is used of. */
  resource: string;
  what: string;
  quantity: number;
  unit: string;
  unitUsd: number;
  /** Rounded to cents, so that the lines that are shown add up. */
  usd: number;
  /** Whether the price is derived from another region's. */
  approximate: boolean;
  note?: string;
}

export interface LayerCost {
  id: string;
  usd: number;
  lines: CostLine[];
  /** Resources that cost something that nobody has written down. */
  notPriced: { resource: string; reason: string }[];
}

export interface Estimate {
  version: 1;
  /** USD a month. */
  usd: number;
  layers: LayerCost[];
  /** What is charged by use and stands at nothing in this estimate, by the provider's name of the service. */
  leftOut: { service: string; chargedFor: string }[];
  usage: Usage;
  /** Days between which the prices were written down. */
  prices: { from: string; to: string };
}

/**
 * What resources cost a month. Pure but for the price table, which is read from disk where none is given.
 *
 * @throws UserError for a region that the price table does not know
 */
export function estimateCost(
  layers: readonly LayerResources[],
  { prices = readPrices(), usage = defaultUsage }: { prices?: PriceTable; usage?: Usage } = {},
): Estimate {
  const all = layers.flatMap(({ resources }) => resources);
  new Set(all.map(({ region }) => region)).forEach((region) => requireRegion(prices, region));
  const costs = layers.map((layer) => estimateLayer(layer, all, prices, usage));
  return {
    version: 1,
    usd: addUp(costs.map(({ usd }) => usd)),
    layers: costs,
    leftOut: leftOut(all, usage),
    usage,
    prices: datesOf(prices),
  };
}

function estimateLayer(
  { id, resources }: LayerResources,
  all: readonly CostResource[],
  prices: PriceTable,
  usage: Usage,
): LayerCost {
  const lines: CostLine[] = [];
  const notPriced: LayerCost["notPriced"] = [];
  const add = (resource: CostResource, charge: Charge): void => {
    const made = lineOf(resource, charge, prices);
    if ("reason" in made) notPriced.push(made);
    else lines.push(made);
  };
  for (const resource of resources) {
    const pricer = pricers[resource.type];
    for (const cost of pricer?.(resource, { layer: resources, usage }) ?? []) {
      if ("notPriced" in cost) notPriced.push({ resource: nameOf(resource), reason: cost.notPriced });
      else add(resource, cost);
    }
    if (pricer === undefined && unpricedReason(resource.type) === undefined) {
      notPriced.push({ resource: nameOf(resource), reason: "nobody has written down what this type costs" });
    }
    usedOf(resource, all, usage).forEach((charge) => add(resource, charge));
  }
  return { id, usd: addUp(lines.map(({ usd }) => usd)), lines, notPriced };
}

/** What is charged by use falls to the first resource of its kind, in whatever layer. */
function usedOf(resource: CostResource, all: readonly CostResource[], usage: Usage): Charge[] {
  return usageCharges
    .filter(({ carriedBy }) => carriedBy(resource) && all.find(carriedBy) === resource)
    .map(({ price, count, carriedBy }) => ({ price, count: count(usage, all.filter(carriedBy).length) }))
    .filter(({ count }) => count > 0);
}

function lineOf(
  resource: CostResource,
  { price: id, count, share = 1, note }: Charge,
  prices: PriceTable,
): CostLine | { resource: string; reason: string } {
  const price = prices[id];
  const found = price && priceIn(price, resource.region);
  if (price === undefined || found === undefined) {
    return { resource: nameOf(resource), reason: `the price "${id}" is not known in ${resource.region}` };
  }
  const quantity = count * (isByTheHour(price) ? hoursPerMonth : 1);
  // Parts of a price have no more digits than the price.
  const unitUsd = Number((found.usd * share).toPrecision(6));
  return {
    resource: nameOf(resource),
    what: price.what,
    quantity,
    unit: price.unit,
    unitUsd,
    usd: toCents(quantity * unitUsd),
    approximate: found.approximate,
    ...(note !== undefined && { note }),
  };
}

function isByTheHour({ unit }: Price): boolean {
  return unit.endsWith("hour");
}

/** "ec2.Eip nat-1" for aws:ec2/eip:Eip. */
function nameOf({ type, name }: CostResource): string {
  return `${type.replace(/^aws:(\w+)\/\w+:/, "$1.")} ${name}`;
}

function leftOut(all: readonly CostResource[], usage: Usage): Estimate["leftOut"] {
  const counted = usageCharges.filter(({ from }) => Number(usage[from] ?? 0) > 0);
  const open = all.filter((resource) => !counted.some(({ carriedBy }) => carriedBy(resource)));
  const services = new Map<string, Set<string>>();
  for (const { type } of open) {
    const chargedFor = unpricedReason(type)?.chargedFor;
    const service = type.replace(/^aws:(\w+)\/.*$/, "$1");
    if (chargedFor !== undefined) services.set(service, (services.get(service) ?? new Set()).add(chargedFor));
  }
  return [...services]
    .map(([service, reasons]) => ({ service, chargedFor: [...reasons].sort().join("; ") }))
    .sort((a, b) => (a.service < b.service ? -1 : 1));
}
