import { rm } from "node:fs/promises";
import { digestOf } from "../shared/contract.ts";
import { showValue } from "./engine-events.ts";
import { UserError } from "./errors.ts";
import { noChanges, type ShownOutputs } from "./events.ts";
import type { Interrupts } from "./interrupts.ts";
import type { Journal } from "./journal.ts";
import { decideUp, type Decision } from "./layer-decision.ts";
import { runLayer } from "./layer-run.ts";
import type { PlanNode } from "./plan.ts";
import { previewLayer, type Previews } from "./preview-run.ts";
import { replan } from "./replan.ts";
import type { RolloutOptions } from "./rollout.ts";
import { prepareStack } from "./stack-creation.ts";
import { readStackLocks } from "./stack-locks.ts";
import { describePending, repairAdvice, settle } from "./unsettled.ts";
import { forgetUp, rememberUp } from "./up-to-date.ts";

export interface NodeRun extends RolloutOptions {
  node: PlanNode;
  /** Full names of the stacks that the backend has. */
  known: ReadonlySet<string>;
  interrupts: Interrupts;
  previews: Previews | undefined;
  journal: Journal | undefined;
}

/** Runs one layer when its turn has come. Never throws: what goes wrong before the engine runs is a failure of this layer only. */
export async function runNode(run: NodeRun): Promise<"succeeded" | "failed"> {
  const started = Date.now();
  const fail = (message: string, remedy?: string): "failed" => {
    run.emit({
      type: "layer-finished",
      id: run.node.id,
      result: "failed",
      changes: noChanges,
      seconds: (Date.now() - started) / 1000,
      outputs: {},
      faults: [{ message, remedy }],
      log: "",
    });
    return "failed";
  };
  try {
    return run.previews === undefined ? await change(run) : await preview(run, run.previews);
  } catch (error) {
    if (error instanceof UserError) return fail(error.message, error.remedy);
    // A bug of ours: its stack is what helps.
    return fail((error as Error).stack ?? String(error));
  }
}

async function preview(run: NodeRun, previews: Previews): Promise<"succeeded" | "failed"> {
  run.emit({ type: "layer-started", id: run.node.id });
  return previewLayer({ ...run, ...run.limits }, previews);
}

async function change(run: NodeRun): Promise<"succeeded" | "failed"> {
  const { verb, workspace, node, known, emit, earlier, wishes, journal } = run;
  const { fullName } = workspace.addressOf(node.layer, node.stack);
  const note = (message: string): void => emit({ type: "layer-note", id: node.id, message });
  if (known.has(fullName)) await settle(workspace, node, verb, earlier, note);
  if (verb === "destroy" && (!known.has(fullName) || (await wasFinished(run)))) {
    note(known.has(fullName) ? "was destroyed before the interruption" : "was never deployed");
    finishUnchanged(run, "succeeded", {}, 0);
    return "succeeded";
  }

  const decision = verb === "up" ? await decide(run) : undefined;
  if (decision?.reasons.length === 0) return "succeeded";
  emit({ type: "layer-started", id: node.id });
  if (!known.has(fullName)) await prepareStack(workspace, node);
  const planFile = run.reviewed && (await replan(run, run.reviewed));
  await forgetUp(workspace, node);
  const result = await runLayer({
    ...run,
    ...run.limits,
    refresh: wishes.refresh,
    ...(planFile !== undefined && { planFile }),
  });
  if (result === "failed") await tellWhatIsLeft(run);
  if (planFile !== undefined) await rm(planFile, { force: true });
  if (decision !== undefined && result === "succeeded") {
    await rememberUp(workspace, node, decision.fingerprint);
  }
  const state = workspace.backend.isLocal ? (await workspace.backend.read(fullName))?.version : undefined;
  journal?.write({ type: "layer", id: node.id, result, state, own: decision && digestOwn(decision) });
  return result;
}

/** An update that was killed leaves operations open and its stack locked. */
async function tellWhatIsLeft({ workspace, node, emit, interrupts }: NodeRun): Promise<void> {
  // A remote backend takes seconds to ask, which is worth it only where an update was not let end.
  if (!workspace.backend.isLocal && interrupts.step() < 2) return;
  const { fullName } = workspace.addressOf(node.layer, node.stack);
  const pending = (await workspace.backend.read(fullName))?.pending.map(describePending) ?? [];
  const locked = (await readStackLocks(workspace.backend, fullName)).length > 0;
  if (pending.length === 0 && !locked) return;
  const remedy = pending.some((operation) => operation.startsWith("creating "))
    ? repairAdvice(node.id)
    : `put it right with: rollout repair ${node.id}`;
  emit({ type: "layer-left-open", id: node.id, pending, locked, remedy });
}

/** Tells why a layer runs; a layer that need not is told as done. */
async function decide(run: NodeRun): Promise<Decision> {
  const { workspace, node, wishes, emit } = run;
  const decision = await decideUp(workspace, node, wishes);
  const { outputs, resources } = decision;
  const finished = decision.reasons.length > 0 && (await wasFinished(run, digestOwn(decision)));
  const reasons = finished ? [] : decision.reasons;
  const runs = reasons.length > 0;
  const since = finished ? "the interruption, before which it was done" : decision.since;
  emit({ type: "layer-decided", id: node.id, runs, reasons, since });
  if (!runs) finishUnchanged(run, "up-to-date", outputs, resources);
  return { ...decision, reasons };
}

/** Whether the rollout that is resumed was done with a layer, and nothing has changed it or its program since. */
async function wasFinished(run: NodeRun, own?: string): Promise<boolean> {
  const { resume, earlier, workspace, node } = run;
  const entry = earlier?.finished.get(node.id);
  if (!resume || entry?.result !== "succeeded" || entry.state === undefined) return false;
  const deployed = await workspace.backend.read(workspace.addressOf(node.layer, node.stack).fullName);
  return entry.state === deployed?.version && entry.own === own;
}

function digestOwn({ fingerprint }: Decision): string {
  return digestOf({ fingerprint });
}

function finishUnchanged(
  { node, emit }: NodeRun,
  result: "succeeded" | "up-to-date",
  outputs: Readonly<Record<string, unknown>>,
  resources: number,
): void {
  emit({
    type: "layer-finished",
    id: node.id,
    result,
    changes: { ...noChanges, same: resources },
    seconds: 0,
    outputs: showValue(outputs) as ShownOutputs,
    faults: [],
    log: "",
  });
}
