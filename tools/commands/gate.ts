import { summarizeFindings, type GateReport } from "../gates/findings.ts";
import { readChecklist, type ChecklistItem } from "../gates/confirmations.ts";
import { runLayerGate } from "../gates/layer-gate.ts";
import { loadGate } from "../gates/load.ts";
import { forgetGate, rememberGate } from "../gates/memory.ts";
import { waysOf } from "../gates/node-gate.ts";
import type { Address } from "../gates/world.ts";
import { watchInterrupts } from "../interrupts.ts";
import { paint, print } from "../output.ts";
import { selectNodes, type PlanNode } from "../plan.ts";
import { openProject, openWorkspace, type ProjectOptions } from "../project.ts";
import { describeCheck, describeGate } from "../reporters/wording.ts";
import type { Workspace } from "../workspace.ts";

export interface GateOptions extends ProjectOptions {
  json?: boolean;
  database?: Address;
}

/** How one layer's gate ended; neither of both where nothing was there to look at. */
type LayerGate = { id: string } & (GateReport | { result: "not-deployed" });

/** `rollout gate`: looks at layers that run, and changes nothing; 1 where a gate fails, 130 where it was interrupted. */
export async function gate(names: readonly string[], options: GateOptions): Promise<number> {
  const { plan, ...project } = await openProject(options);
  const nodes = selectNodes(plan, { names, includeShared: true });
  const workspace = await openWorkspace({ plan, ...project }, options, "read");
  const stop = new AbortController();
  const interrupts = watchInterrupts(() => stop.abort());
  try {
    const found = await Promise.all(
      nodes.map((node) => gateOne(workspace, node, options.database, stop.signal)),
    );
    const layers = found.filter((layer) => layer !== undefined);
    const checklist = await readChecklist(nodes);
    const { environment } = plan;
    if (options.json === true) print(JSON.stringify({ environment, layers, checklist }, null, 2));
    else printGates(layers, checklist);
    if (interrupts.step() > 0) return 130;
    return layers.some(({ result }) => result === "failed") ? 1 : 0;
  } finally {
    interrupts.dispose();
    await workspace.close();
  }
}

async function gateOne(
  workspace: Workspace,
  node: PlanNode,
  tunnel: Address | undefined,
  stop: AbortSignal,
): Promise<LayerGate | undefined> {
  const { id, layer, stack } = node;
  const gate = await loadGate(layer);
  if (gate === undefined) return undefined;
  const deployed = await workspace.backend.read(workspace.addressOf(layer, stack).fullName);
  if (deployed?.exists !== true) return { id, result: "not-deployed" };
  const report = await runLayerGate({
    ...{ gate, layer, stack, outputs: deployed.outputs },
    ways: waysOf(workspace, tunnel, stop),
    onFinding: () => {},
  });
  if (report.result === "failed") await forgetGate(workspace, node);
  else await rememberGate(workspace, node, deployed.version);
  return { id, ...report };
}

function printGates(layers: readonly LayerGate[], checklist: readonly ChecklistItem[]): void {
  for (const layer of layers) {
    print(paint("bold", layer.id));
    if (layer.result === "not-deployed") print("  is not deployed");
    else layer.findings.flatMap(describeCheck).forEach((line) => print(`  ${line}`));
  }
  const findings = layers.flatMap((layer) => (layer.result === "not-deployed" ? [] : layer.findings));
  print(`\n${describeGate(summarizeFindings(findings)).replace("gate:", "gates:")}`);
  const open = checklist.filter(({ confirmed }) => confirmed === undefined);
  if (open.length === 0) return;
  print(`${open.length} of ${checklist.length} things that people see to are not confirmed: rollout doctor`);
}
