import { digestOf } from "../shared/contract.ts";
import { showValue } from "./engine-events.ts";
import { isSystemError, systemRemedy, UserError } from "./errors.ts";
import { noChanges, type RolloutEvent, type ShownOutputs } from "./events.ts";
import type { GateReport } from "./gates/findings.ts";
import { forgetGate } from "./gates/memory.ts";
import { gateFaults, gateNode } from "./gates/node-gate.ts";
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
    if (isSystemError(error)) {
      return fail(`${error.path ?? "a file"} cannot be used (${error.code})`, systemRemedy(error));
    }
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
    emit(unchanged(run, "succeeded", {}, 0, 0));
    return "succeeded";
  }

  const decision = verb === "up" ? await decide(run) : undefined;
  if (decision?.reasons.length === 0) return finishUpToDate(run, decision);
  emit({ type: "layer-started", id: node.id });
  await prepareStack(workspace, node, !known.has(fullName));
  const narrow = run.narrowReads?.get(node.id);
  if (narrow !== undefined) await (await import("./contract-values.ts")).refuseUntaken(run, narrow);
  const { reviewed } = run;
  const plan = reviewed && (await replan(run, reviewed));
  await forgetUp(workspace, node);
  await forgetGate(workspace, node);
  // A layer is done once its gate has passed, which is tried after the update.
  let done: LayerFinished | undefined;
  const updated = await runLayer({
    ...run,
    ...run.limits,
    refresh: wishes.refresh,
    ...(reviewed !== undefined &&
      plan !== undefined && {
        planned: { plan, made: (urn, inputs) => reviewed.made(node, urn, inputs) },
      }),
    emit: (event) => {
      if (event.type === "layer-finished" && event.result === "succeeded") done = event;
      else emit(event);
    },
  });
  if (updated === "failed") await tellWhatIsLeft(run);
  if (decision !== undefined && updated === "succeeded") {
    await rememberUp(workspace, node, decision.fingerprint).catch((error: unknown) => {
      // It is up all the same; the next rollout only cannot tell.
      if (!isSystemError(error)) throw error;
      note(`is up, but that cannot be kept (${error.code}), so the next rollout runs it again`);
    });
  }
  const result = done === undefined ? updated : await finishGated(run, done);
  const state = workspace.backend.isLocal ? (await workspace.backend.read(fullName))?.version : undefined;
  journal?.write({ type: "layer", id: node.id, result, state, own: decision && digestOwn(decision) });
  return result;
}

type LayerFinished = Extract<RolloutEvent, { type: "layer-finished" }>;

/** Ends a layer whose update has succeeded with what its gate says. */
async function finishGated(run: NodeRun, done: LayerFinished): Promise<"succeeded" | "failed"> {
  const started = Date.now();
  const gate = run.verb === "up" ? await gateNode(run, "changed") : undefined;
  const seconds = done.seconds + (Date.now() - started) / 1000;
  return emitGated(run, { ...done, seconds }, gate);
}

/** Ends a layer whose update need not run; its gate is tried where that was not done since. */
async function finishUpToDate(
  run: NodeRun,
  { outputs, resources }: Decision,
): Promise<"succeeded" | "failed"> {
  const started = Date.now();
  const gate = await gateNode(run, "unless-done");
  const seconds = gate === undefined ? 0 : (Date.now() - started) / 1000;
  return emitGated(run, unchanged(run, "up-to-date", outputs, resources, seconds), gate);
}

function emitGated(
  { emit, interrupts }: NodeRun,
  done: LayerFinished,
  gate: GateReport | undefined,
): "succeeded" | "failed" {
  const failed = gate?.result === "failed";
  const result = !failed ? done.result : interrupts.step() >= 2 ? "interrupted" : "failed";
  emit({ ...done, result, faults: gateFaults(gate), ...(gate !== undefined && { gate }) });
  return failed ? "failed" : "succeeded";
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

/** Tells why a layer runs, or that it need not. */
async function decide(run: NodeRun): Promise<Decision> {
  const { workspace, node, wishes, emit } = run;
  const decision = await decideUp(workspace, node, wishes);
  const finished = decision.reasons.length > 0 && (await wasFinished(run, digestOwn(decision)));
  const reasons = finished ? [] : decision.reasons;
  const runs = reasons.length > 0;
  const since = finished ? "the interruption, before which it was done" : decision.since;
  emit({ type: "layer-decided", id: node.id, runs, reasons, since });
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

function unchanged(
  { node }: NodeRun,
  result: "succeeded" | "up-to-date",
  outputs: Readonly<Record<string, unknown>>,
  resources: number,
  seconds: number,
): LayerFinished {
  return {
    type: "layer-finished",
    id: node.id,
    result,
    changes: { ...noChanges, same: resources },
    seconds,
    outputs: showValue(outputs) as ShownOutputs,
    faults: [],
    log: "",
  };
}
