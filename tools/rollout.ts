import { showValue } from "./engine-events.ts";
import { UserError } from "./errors.ts";
import { noChanges, type Emit, type ShownOutputs, type Verb } from "./events.ts";
import { watchInterrupts, type Interrupts } from "./interrupts.ts";
import { decideUp, type Decision, type RunWishes } from "./layer-decision.ts";
import { runLayer } from "./layer-run.ts";
import { waitsFor, reverseWaits, type Plan, type PlanNode } from "./plan.ts";
import { previewLayer, openPreviews, type Previews } from "./preview-run.ts";
import { runQueue } from "./queue.ts";
import { prepareStack } from "./stack-creation.ts";
import { forgetUp, rememberUp } from "./up-to-date.ts";
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
      changes: noChanges,
      seconds: (Date.now() - started) / 1000,
      outputs: {},
      faults: message === undefined ? [] : [{ message, remedy }],
      log: "",
    });
    return result;
  };
  try {
    const decision = verb === "up" ? await decide(run) : undefined;
    if (decision?.reasons.length === 0) return "succeeded";
    emit({ type: "layer-started", id: node.id });
    if (verb === "destroy" && !known.has(fullName)) {
      emit({ type: "layer-note", id: node.id, message: "was never deployed" });
      return finish("succeeded");
    }
    if (previews !== undefined) return await previewLayer(run, previews);
    if (!known.has(fullName)) await prepareStack(workspace, node);
    await forgetUp(workspace, node);
    const result = await runLayer({ ...run, refresh: run.wishes.refresh });
    if (decision !== undefined && result === "succeeded") {
      await rememberUp(workspace, node, decision.fingerprint);
    }
    return result;
  } catch (error) {
    if (error instanceof UserError) return finish("failed", error.message, error.remedy);
    // A bug of ours: its stack is what helps.
    return finish("failed", (error as Error).stack ?? String(error));
  }
}

/** Tells why a layer runs; a layer that need not is told as done. */
async function decide({ workspace, node, wishes, emit }: NodeRun): Promise<Decision> {
  const started = Date.now();
  const decision = await decideUp(workspace, node, wishes);
  const { reasons, since, outputs, resources } = decision;
  const runs = reasons.length > 0;
  emit({ type: "layer-decided", id: node.id, runs, reasons, since });
  if (!runs) {
    emit({
      type: "layer-finished",
      id: node.id,
      result: "up-to-date",
      changes: { ...noChanges, same: resources },
      seconds: (Date.now() - started) / 1000,
      outputs: showValue(outputs) as ShownOutputs,
      faults: [],
      log: "",
    });
  }
  return decision;
}
