import { digestOf, metadataOutput, type Contract, type OutputValues } from "../../shared/contract.ts";

/** A stack's outputs as `publish` would leave them in state, for contracts without secrets. */
export function published<C extends Contract>(contract: C, values: OutputValues<C>): Record<string, unknown> {
  const known = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  return {
    ...known,
    [metadataOutput]: {
      layer: contract.layer,
      version: contract.version,
      keys: Object.keys(known).sort(),
      digest: digestOf(known),
      reads: [],
    },
  };
}
