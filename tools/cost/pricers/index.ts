import type { Pricer } from "../resources.ts";
import { computePricers } from "./compute.ts";
import { dataPricers } from "./data.ts";
import { networkPricers } from "./network.ts";
import { operationsPricers } from "./operations.ts";

/** How each type that costs something just by being there is priced. */
export const pricers: Readonly<Record<string, Pricer>> = {
  ...computePricers,
  ...dataPricers,
  ...networkPricers,
  ...operationsPricers,
};
