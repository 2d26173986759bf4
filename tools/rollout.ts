import type { NarrowRead } from "./contract-values.ts";
import type { Emit, Verb } from "./events.ts";
import { watchInterrupts } from "./interrupts.ts";
import { journalEngines, journalFile, openJournal, type EarlierRollout, type Journal } from "./journal.ts";
import type { RunWishes } from "./layer-decision.ts";
import type { GateWishes } from "./gates/node-gate.ts";
import type { LayerRun } from "./layer-run.ts";
import { runNode } from "./node-run.ts";
import { waitsFor, reverseWaits, type Plan, type PlanNode } from "./plan.ts";
import type { Bundle, BundleWriter } from "./plan-bundle.ts";
import type { RepositoryPack } from "./policy-pack.ts";
import { openPreviews } from "./preview-run.ts";
import { birthOf } from "./process-owner.ts";
import { runQueue } from "./queue.ts";
import type { Workspace } from "./workspace.ts";

export interface RolloutOptions {
  verb: Verb;
  workspace: Workspace;
  plan: Plan;
  nodes: readonly PlanNode[];
  parallel: number;
  failFast: boolean;
  emit: Emit;
  wishes: RunWishes;
  gates: GateWishes;
  /** How a layer's run is bounded and what of it may fail. */
  limits: Pick<LayerRun, "continueOnError" | "retries" | "timeoutMinutes">;
  /** The rollout that a killed one left behind, and whether this one finishes it. */
  earlier: EarlierRollout | undefined;
  resume: boolean;
  /** Asked by the engine about every resource. */
  policyPack?: RepositoryPack | undefined;
  /** For a preview: where its plans are kept. For an up: the reviewed plans that it must stay within. */
  save?: BundleWriter;
  reviewed?: Bundle;
  /** For a destroy: what must be gone before what, beyond the plan, because deployed stacks say so. */
  extraWaits?: ReadonlyMap<string, readonly string[]>;
  /** For an up: readers that stay as they are and whose upstreams promise less by now, by what they read. */
  narrowReads?: ReadonlyMap<string, readonly NarrowRead[]>;
}

export type RolloutResult = "succeeded" | "failed" | "interrupted";

/** Runs one verb over layers: up and preview from the lowest, destroy over the same queue from its other end. */
export async function runRollout(options: RolloutOptions): Promise<RolloutResult> {
  const { verb, workspace, plan, nodes, parallel, failFast, extraWaits } = options;
  const started = Date.now();
  const known = new Set(await workspace.backend.list());
  const waits = verb === "destroy" ? reverseWaits(waitsFor(plan, nodes)) : waitsFor(plan, nodes);
  for (const [id, others] of extraWaits ?? [])
    waits.set(id, [...new Set([...(waits.get(id) ?? []), ...others])]);
  options.emit({
    type: "rollout-started",
    verb,
    environment: plan.environment,
    rehearsal: workspace.kind === "rehearsal",
    parallel,
    layers: [...waits].map(([id, before]) => ({ id, waitsFor: before })),
  });

  const journal = verb === "preview" ? undefined : await startJournal(options, verb);
  const emit = journal === undefined ? options.emit : journalEngines(journal, options.emit, birthOf);
  const interrupts = watchInterrupts((step) => emit({ type: "interrupted", step }));
  const previews = verb === "preview" ? await openPreviews(workspace, options.save) : undefined;
  try {
    const results = await runQueue({
      waits,
      parallel,
      failFast,
      stop: interrupts.stop,
      run: async (id) => {
        const node = nodes.find((candidate) => candidate.id === id) as PlanNode;
        return runNode({ ...options, emit, journal, node, known, interrupts, previews });
      },
      onSkipped: (id, skipped) => {
        if (skipped.result === "blocked") emit({ type: "layer-skipped", id, ...skipped });
        else emit({ type: "layer-skipped", id, result: "not-started" });
      },
    });
    const succeeded = [...results.values()].every(({ result }) => result === "succeeded");
    const result = succeeded ? "succeeded" : interrupts.step() > 0 ? "interrupted" : "failed";
    if (result === "succeeded") await options.save?.finish(workspace.kind, plan.environment);
    journal?.write({ type: "ended", result });
    emit({ type: "rollout-finished", result, seconds: (Date.now() - started) / 1000 });
    return result;
  } finally {
    interrupts.dispose();
    await previews?.close();
  }
}

/** What is known of the rollout before goes on being known, in case this one is killed as well: engines may still run. */
async function startJournal(options: RolloutOptions, verb: "up" | "destroy"): Promise<Journal> {
  const { workspace, plan, nodes, wishes, earlier, resume, emit } = options;
  const engines = [...(earlier?.engines ?? [])].map(([id, engine]) => ({
    ...{ type: "engine" as const, id },
    ...engine,
  }));
  const kept = [...(resume ? (earlier?.finished.values() ?? []) : []), ...engines];
  return openJournal(
    journalFile(workspace, plan.environment),
    {
      ...{ verb, environment: plan.environment, layers: nodes.map(({ id }) => id) },
      ...{ force: wishes.force, refresh: wishes.refresh },
    },
    kept,
    (message) => emit({ type: "layer-note", id: nodes[0]?.id ?? "", message }),
  );
}
