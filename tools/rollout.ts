import { UserError } from "./errors.ts";
import type { Emit, Verb } from "./events.ts";
import { watchInterrupts, type Interrupts } from "./interrupts.ts";
import { runLayer } from "./layer-run.ts";
import { waitsFor, reverseWaits, type Plan, type PlanNode } from "./plan.ts";
import { previewLayer, openPreviews, type Previews } from "./preview-run.ts";
import { runQueue } from "./queue.ts";
import { prepareStack } from "./stack-creation.ts";
import type { Workspace } from "./workspace.ts";

export interface RolloutOptions {
  verb: Verb;
  workspace: Workspace;
  plan: Plan;
  nodes: readonly PlanNode[];
  parallel: number;
  failFast: boolean;
  emit: Emit;
  /** For a destroy: what must be gone before what, beyond the plan, because deployed stacks say so. */
  extraWaits?: ReadonlyMap<string, readonly string[]>;
}

export type RolloutResult = "succeeded" | "failed" | "interrupted";

/** Runs one verb over layers: up and preview from the lowest, destroy over the same queue from its other end. */
export async function runRollout(options: RolloutOptions): Promise<RolloutResult> {
  const { verb, workspace, plan, nodes, parallel, failFast, emit, extraWaits } = options;
  const started = Date.now();
  const known = new Set(await workspace.backend.list());
  const waits = verb === "destroy" ? reverseWaits(waitsFor(plan, nodes)) : waitsFor(plan, nodes);
  for (const [id, others] of extraWaits ?? [])
    waits.set(id, [...new Set([...(waits.get(id) ?? []), ...others])]);
  emit({
    type: "rollout-started",
    verb,
    environment: plan.environment,
    rehearsal: workspace.kind === "rehearsal",
    parallel,
    layers: [...waits].map(([id, before]) => ({ id, waitsFor: before })),
  });

  const interrupts = watchInterrupts((step) => emit({ type: "interrupted", step }));
  const previews = verb === "preview" ? await openPreviews(workspace) : undefined;
  try {
    const results = await runQueue({
      waits,
      parallel,
      failFast,
      stop: interrupts.stop,
      run: async (id) => {
        const node = nodes.find((candidate) => candidate.id === id) as PlanNode;
        emit({ type: "layer-started", id });
        return runNode({ ...options, node, known, interrupts, previews });
      },
      onSkipped: (id, skipped) => {
        if (skipped.result === "blocked") emit({ type: "layer-skipped", id, ...skipped });
        else emit({ type: "layer-skipped", id, result: "not-started" });
      },
    });
    const succeeded = [...results.values()].every(({ result }) => result === "succeeded");
    const result = succeeded ? "succeeded" : interrupts.step() > 0 ? "interrupted" : "failed";
    emit({ type: "rollout-finished", result, seconds: (Date.now() - started) / 1000 });
    return result;
  } finally {
    interrupts.dispose();
    await previews?.close();
  }
}

interface NodeRun extends RolloutOptions {
  node: PlanNode;
  known: Set<string>;
  interrupts: Interrupts;
  previews: Previews | undefined;
}

/** Never throws: what goes wrong before the engine runs is a failure of this layer only. */
async function runNode(run: NodeRun): Promise<"succeeded" | "failed"> {
  const { verb, workspace, node, known, emit, previews } = run;
  const { fullName } = workspace.addressOf(node.layer, node.stack);
  const started = Date.now();
  const finish = (result: "succeeded" | "failed", message?: string, remedy?: string) => {
    emit({
      type: "layer-finished",
      id: node.id,
      result,
      changes: { created: 0, updated: 0, replaced: 0, deleted: 0, same: 0 },
      seconds: (Date.now() - started) / 1000,
      outputs: {},
      faults: message === undefined ? [] : [{ message, remedy }],
      log: "",
    });
    return result;
  };
  try {
    if (verb === "destroy" && !known.has(fullName)) {
      emit({ type: "layer-note", id: node.id, message: "was never deployed" });
      return finish("succeeded");
    }
    if (previews !== undefined) return await previewLayer(run, previews);
    if (!known.has(fullName)) await prepareStack(workspace, node);
    return await runLayer(run);
  } catch (error) {
    if (error instanceof UserError) return finish("failed", error.message, error.remedy);
    // A bug of ours: its stack is what helps.
    return finish("failed", (error as Error).stack ?? String(error));
  }
}
