import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { checkConfiguration } from "../config-check.ts";
import { UserError } from "../errors.ts";
import type { RolloutEvent } from "../events.ts";
import { watchInterrupts } from "../interrupts.ts";
import { runLayer } from "../layer-run.ts";
import { chooseParallel } from "../parallel.ts";
import { planEnvironment, selectNodes, waitsFor } from "../plan.ts";
import { openProject, openWorkspace, type ProjectOptions } from "../project.ts";
import { runQueue } from "../queue.ts";
import { prepareStack } from "../stack-creation.ts";
import { asDelivered } from "./delivered.ts";
import { readEngineLog } from "./engine-resources.ts";
import type { LayerResources } from "./resources.ts";

export interface Rehearsed {
  environment: string;
  layers: LayerResources[];
}

/**
 * Brings an environment up against the stand-in AWS, in a folder of its own that is gone afterwards, and gives what it
 * consists of. A preview would not do: in a new environment it does not know how many zones a load balancer is in.
 *
 * @param names the layers that are wanted; what they read is rehearsed with them
 * @throws UserError where the configuration is wrong or a layer fails
 */
export async function rehearseResources(
  names: readonly string[],
  options: Pick<ProjectOptions, "directory" | "env" | "blueprint" | "profile">,
): Promise<Rehearsed> {
  const stateDir = await mkdtemp(join(tmpdir(), "rollout-cost-"));
  try {
    return await rehearseIn(stateDir, names, { ...options, rehearse: true, stateDir });
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
}

async function rehearseIn(
  stateDir: string,
  names: readonly string[],
  options: ProjectOptions,
): Promise<Rehearsed> {
  const given = await openProject(options);
  const { environment } = given.plan;
  const repository = await asDelivered(given.repository);
  const project = { ...given, repository, plan: planEnvironment(repository, environment) };
  const select = (withUpstreams: boolean) =>
    selectNodes(project.plan, { names, includeShared: true, withUpstreams });
  const nodes = select(true);
  await checkConfiguration(nodes);

  const workspace = await openWorkspace(project, options);
  const interrupts = watchInterrupts(() => {});
  const logs = new Map<string, string>();
  const faults: string[] = [];
  const emit = (event: RolloutEvent): void => {
    if (event.type !== "layer-finished") return;
    logs.set(event.id, event.log);
    faults.push(...event.faults.map(({ message }) => `${event.id}: ${message}`));
  };
  try {
    const machine = { processors: availableParallelism(), memory: process.availableMemory() };
    const results = await runQueue({
      waits: waitsFor(project.plan, nodes),
      parallel: chooseParallel(machine, workspace.kind),
      failFast: true,
      stop: interrupts.stop,
      run: async (id) => {
        const node = nodes.find((candidate) => candidate.id === id)!;
        await prepareStack(workspace, node, true);
        return runLayer({ verb: "up", workspace, node, emit, interrupts });
      },
    });
    if (interrupts.step() > 0)
      throw new UserError("interrupted before the cost was known", { exitCode: 130 });
    if ([...results.values()].some(({ result }) => result !== "succeeded")) {
      throw new UserError(["the rehearsal failed:", ...faults.map((fault) => `  - ${fault}`)].join("\n"), {
        remedy: "find out more with: rollout up --rehearse",
        exitCode: 1,
      });
    }
    const layers = select(false).map(async ({ id }) => ({
      id,
      resources: (await readEngineLog(logs.get(id)!)).after,
    }));
    return { environment, layers: await Promise.all(layers) };
  } finally {
    interrupts.dispose();
    await workspace.close();
  }
}
