import type { Report } from "../report.ts";
import { UserError } from "../errors.ts";
import { compareCosts, type CostDifference } from "./compare.ts";
import { readEngineLog, type StackChange } from "./engine-resources.ts";
import { estimateCost, type Estimate } from "./estimate.ts";

/** What a preview's changes do to the monthly cost of the layers that it looked at. */
export interface ReportCosts {
  difference: CostDifference;
  after: Estimate;
  /** Layers whose preview did not come through. */
  missing: string[];
}

/**
 * Estimates both sides of a preview from the engine's logs, which its report names.
 *
 * @returns why not, as a sentence, where logs are gone or a region has no prices: a review goes on without
 */
export async function costsOfReport({ layers }: Report): Promise<ReportCosts | { unknown: string }> {
  const changes: ({ id: string } & StackChange)[] = [];
  for (const { id, result, log } of layers) {
    if (result !== "succeeded" || log === undefined) continue;
    const change = await readEngineLog(log).catch(() => undefined);
    if (change === undefined) return { unknown: `the engine's log of ${id} is not here` };
    changes.push({ id, ...change });
  }
  try {
    const [before, after] = (["before", "after"] as const).map((when) =>
      estimateCost(changes.map((change) => ({ id: change.id, resources: change[when] }))),
    ) as [Estimate, Estimate];
    const missing = layers.filter(({ result }) => result !== "succeeded").map(({ id }) => id);
    return { difference: compareCosts(before, after), after, missing };
  } catch (error) {
    if (error instanceof UserError) return { unknown: error.message };
    throw error;
  }
}
