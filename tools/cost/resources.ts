import type { Usage } from "./usage.ts";

/** One resource of AWS as an estimate looks at it. */
export interface CostResource {
  /** The provider's token, such as "aws:ec2/natGateway:NatGateway". */
  type: string;
  name: string;
  /** Where it is; resources without a region have their provider's. */
  region: string;
  inputs: Readonly<Record<string, unknown>>;
}

export interface LayerResources {
  /** "<layer>/<stack>". */
  id: string;
  resources: readonly CostResource[];
}

/** What a resource costs, before prices are looked up. */
export interface Charge {
  /** Id in the price table. */
  price: string;
  /** How many of it there are; hours of the month are counted on top. */
  count: number;
  /** Part of the list price that is paid, such as 0.4 for Spot. */
  share?: number;
  /** What was assumed, where something was. */
  note?: string;
}

/** What a resource costs, or why nobody knows. */
export type Costs = readonly (Charge | NotPriced)[];

export interface NotPriced {
  notPriced: string;
}

/** What a pricer may look at beside the resource itself. */
export interface Surroundings {
  /** All resources of the same layer. */
  layer: readonly CostResource[];
  usage: Usage;
}

/** Decides what one resource costs each month whether it is used or not. */
export type Pricer = (resource: CostResource, surroundings: Surroundings) => Costs;

/** The resources of one type. */
export function ofType(layer: readonly CostResource[], type: string): CostResource[] {
  return layer.filter((resource) => resource.type === type);
}

/** A number or a text that is one; undefined for anything else, such as what a preview does not know yet. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A nested object, or an empty one: providers give single blocks as an object or as a list of one. */
export function partOf(value: unknown): Readonly<Record<string, unknown>> {
  const part: unknown = Array.isArray(value) ? value[0] : value;
  return part !== null && typeof part === "object" ? (part as Record<string, unknown>) : {};
}

/** How many there are in a list; undefined where a preview does not know the list yet. */
export function lengthOf(value: unknown): number | undefined {
  return Array.isArray(value) ? value.length : undefined;
}
