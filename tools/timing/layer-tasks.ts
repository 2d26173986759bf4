import { describeUrn } from "../engine-events.ts";
import { secondsBetween } from "../rehearsal/latency/latency.ts";
import type { Properties } from "../rehearsal/property-values.ts";
import type { Operation } from "../rehearsal/rules/rule.ts";
import type { Task } from "./schedule.ts";

/** The part of the engine's saved plan that tells how long it takes. */
export interface TimedPlan {
  resourcePlans: Record<
    string,
    {
      goal?: { parent?: string; dependencies?: string[] | null } | null;
      steps?: string[] | null;
      state?: Properties | null;
    }
  >;
}

const operations: Readonly<Record<string, Operation>> = {
  create: "create",
  "create-replacement": "create",
  update: "update",
  delete: "delete",
  "delete-replaced": "delete",
};

/**
 * What a plan does, as tasks that take as long as on AWS. Deletions come last, as in the engine; a plan does not say
 * which of them wait for which, so they count as waiting for none of each other.
 *
 * @param fraction where in the span of its type each resource lies: 0 the shortest, 1 the longest
 */
export function tasksOf({ resourcePlans }: TimedPlan, fraction: number): Task[] {
  const tasks: Task[] = [];
  const deletions: Task[] = [];
  for (const [urn, { goal, steps, state }] of Object.entries(resourcePlans)) {
    const { type } = describeUrn(urn);
    const secondsOf = (operation: Operation): number =>
      type.startsWith("aws:") ? secondsBetween({ token: type, operation, inputs: state ?? {} }, fraction) : 0;
    const planned = (steps ?? []).flatMap((step) => operations[step] ?? []);
    const seconds = planned.filter((one) => one !== "delete").map(secondsOf);
    const after = [...(goal?.dependencies ?? []), ...(goal?.parent === undefined ? [] : [goal.parent])];
    tasks.push({ id: urn, seconds: seconds.reduce((total, one) => total + one, 0), after });
    if (planned.includes("delete")) {
      deletions.push({ id: `${urn} (deleted)`, seconds: secondsOf("delete"), after: [] });
    }
  }
  const before = tasks.map(({ id }) => id);
  return [...tasks, ...deletions.map((task) => ({ ...task, after: before }))];
}
