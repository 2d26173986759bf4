import { availableParallelism } from "node:os";
import { waitsFor, type Plan, type PlanNode } from "../plan.ts";
import type { TimedPlan } from "./layer-tasks.ts";
import { predict } from "./prediction.ts";
import { printPrediction } from "./print.ts";

export { collectPlans } from "./plan-collector.ts";

/**
 * The engine's own default, four resources a processor.
 * https://github.com/pulumi/pulumi/blob/v3.259.0/pkg/cmd/pulumi/operations/up.go (defaultParallel)
 */
const resourcesPerProcessor = 4;

/** Prints how long the previewed layers would take for real, on a machine like this one. */
export function printTiming(
  plan: Plan,
  nodes: readonly PlanNode[],
  plans: ReadonlyMap<string, TimedPlan>,
  { parallel, json }: { parallel: number; json: boolean },
): void {
  const layers = [...waitsFor(plan, nodes)].flatMap(([id, before]) => {
    const planned = plans.get(id);
    return planned === undefined ? [] : [{ id, plan: planned, waitsFor: before }];
  });
  const resources = availableParallelism() * resourcesPerProcessor;
  printPrediction(predict(layers, { layers: parallel, resources }), { json });
}
