import type { Emit, Fault } from "../events.ts";
import type { Interrupts } from "../interrupts.ts";
import type { PlanNode } from "../plan.ts";
import type { Workspace } from "../workspace.ts";
import type { Ways } from "./check-run.ts";
import { describeFinding, type GateReport } from "./findings.ts";
import { runLayerGate } from "./layer-gate.ts";
import { loadGate } from "./load.ts";
import { forgetGate, isGated, rememberGate } from "./memory.ts";
import { openWorld, type Address } from "./world.ts";

/** What a person asked for that bears on gates. */
export interface GateWishes {
  /** Run none of them (--no-gates). */
  off: boolean;
  /** Where databases are reached instead of at their own addresses (--database). */
  tunnel: Address | undefined;
}

export interface NodeGateRun {
  workspace: Workspace;
  node: PlanNode;
  emit: Emit;
  interrupts: Interrupts;
  gates: GateWishes;
}

/**
 * Runs the gate of a layer that is up, and remembers a result that is no failure.
 *
 * @param when "changed" runs it always; "unless-done" not where it has not failed since the stack and the gate changed
 * @returns undefined for a layer without a gate, and where it need not or must not run
 */
export async function gateNode(
  { workspace, node, emit, interrupts, gates }: NodeGateRun,
  when: "changed" | "unless-done",
): Promise<GateReport | undefined> {
  const gate = await loadGate(node.layer);
  if (gate === undefined) return undefined;
  if (gates.off) {
    emit({ type: "layer-note", id: node.id, message: "its gate is not run: --no-gates" });
    return undefined;
  }
  const deployed = await workspace.backend.read(workspace.addressOf(node.layer, node.stack).fullName);
  if (when === "unless-done" && (await isGated(workspace, node, deployed?.version))) return undefined;

  const stop = new AbortController();
  const untrack = interrupts.track(() => stop.abort());
  emit({ type: "gate-started", id: node.id, checks: gate.checks.length });
  try {
    const report = await runLayerGate({
      ...{ gate, layer: node.layer, stack: node.stack, outputs: deployed?.outputs ?? {} },
      ways: waysOf(workspace, gates.tunnel, stop.signal),
      onFinding: (finding) => emit({ type: "check-finished", id: node.id, finding }),
    });
    if (report.result === "failed") await forgetGate(workspace, node);
    else if (deployed !== undefined) await rememberGate(workspace, node, deployed.version);
    return report;
  } finally {
    untrack();
  }
}

/** The stand-in AWS of a rehearsal answers the engine and nobody else. */
export function waysOf(
  { kind }: Pick<Workspace, "kind">,
  tunnel: Address | undefined,
  stop: AbortSignal,
): Ways {
  if (kind === "rehearsal") return { why: "a rehearsal has nothing that runs" };
  return { world: openWorld(tunnel), stop };
}

/** A failed gate as faults of its layer. */
export function gateFaults(report: GateReport | undefined): Fault[] {
  return (report?.findings ?? [])
    .filter(({ status }) => status === "failed")
    .map((finding) => ({ message: describeFinding(finding), remedy: finding.remedy }));
}
