import { readFile } from "node:fs/promises";
import type { BundleWriter } from "../plan-bundle.ts";
import type { TimedPlan } from "./layer-tasks.ts";

/** Takes the plans of a preview on their way to wherever they are kept, if anywhere. */
export interface PlanCollector extends BundleWriter {
  /** By layer, "<layer>/<stack>". */
  readonly plans: ReadonlyMap<string, TimedPlan>;
}

export function collectPlans(bundle: BundleWriter | undefined): PlanCollector {
  const plans = new Map<string, TimedPlan>();
  return {
    plans,
    async begin(workspace, node) {
      await bundle?.begin(workspace, node);
    },
    async add(node, planFile) {
      plans.set(node.id, JSON.parse(await readFile(planFile, "utf8")) as TimedPlan);
      await bundle?.add(node, planFile);
    },
    async finish(kind, environment) {
      await bundle?.finish(kind, environment);
    },
  };
}
