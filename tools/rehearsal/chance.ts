import { hashOf } from "./property-values.ts";

/** A number from 0 up to 1 that is always the same for the same seed and parts, and evenly spread over others. */
export function fractionOf(seed: number, ...parts: readonly string[]): number {
  return parseInt(hashOf(seed, ...parts).slice(0, 12), 16) / 16 ** 12;
}
