import { availableParallelism } from "node:os";
import { readAll } from "../backend.ts";
import { findDrift, type LayerDrift } from "../drift.ts";
import { watchInterrupts } from "../interrupts.ts";
import { paint, print } from "../output.ts";
import { chooseParallel } from "../parallel.ts";
import { selectNodes } from "../plan.ts";
import { openProject, openWorkspace, type ProjectOptions } from "../project.ts";
import { runQueue } from "../queue.ts";

export interface DriftOptions extends ProjectOptions {
  json?: boolean;
  parallel?: number;
}

/** `rollout drift`: what is in AWS and not as the stacks say, and whom that concerns; 1 where there is any. */
export async function drift(names: readonly string[], options: DriftOptions): Promise<number> {
  const project = await openProject(options);
  const named = selectNodes(project.plan, { names, includeShared: true });
  const workspace = await openWorkspace(project, options);
  const interrupts = watchInterrupts(() => {});
  try {
    const deployed = await readAll(workspace.backend);
    const exists = new Set(deployed.filter((stack) => stack.exists).map(({ fullName }) => fullName));
    const nodes = named.filter(({ layer, stack }) => exists.has(workspace.addressOf(layer, stack).fullName));
    const found = new Map<string, LayerDrift>();
    const machine = { processors: availableParallelism(), memory: process.availableMemory() };
    await runQueue({
      waits: new Map(nodes.map(({ id }) => [id, []])),
      parallel: options.parallel ?? chooseParallel(machine, workspace.kind),
      failFast: false,
      stop: interrupts.stop,
      run: async (id) => {
        for (const node of nodes.filter((candidate) => candidate.id === id)) {
          found.set(id, await findDrift(workspace, node, deployed, interrupts));
        }
        return "succeeded";
      },
    });
    if (interrupts.step() > 0) return 130;
    const layers = nodes.flatMap(({ id }) => found.get(id) ?? []);
    const drifted = layers.some(({ resources }) => resources === undefined || resources.length > 0);
    const { environment } = project.plan;
    if (options.json === true) print(JSON.stringify({ environment, drifted, layers }, null, 2));
    else printDrift(environment, layers);
    return drifted ? 1 : 0;
  } finally {
    interrupts.dispose();
    await workspace.close();
  }
}

function printDrift(environment: string, layers: readonly LayerDrift[]): void {
  if (layers.length === 0) return print(`nothing of "${environment}" is deployed`);
  for (const { id, resources, published, fault } of layers) {
    if (resources === undefined) {
      print(`${id}: ${paint("red", "cannot tell")}: ${fault}`);
      continue;
    }
    if (resources.length === 0) {
      print(`${id}: no drift`);
      continue;
    }
    print(paint("yellow", `${id}: ${resources.length} drifted`));
    for (const { resource, change, properties } of resources) {
      print(`  ${resource}${change === "gone" ? " is gone" : ""}`);
      for (const { name, expected, found } of properties) {
        print(`    ${name}: expected ${show(expected)}, got ${show(found)}`);
      }
    }
    if (published.length === 0) print("  no published output comes from it");
    for (const { output, readBy } of published) {
      print(`  published as ${output}, read by ${readBy.join(", ") || "nobody"}`);
    }
  }
}

function show(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
