import { stat } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { Bench } from "tinybench";
import { environmentVariable } from "../shared/environment.ts";
import type { Layer } from "../tools/layers.ts";
import { planEnvironment, selectNodes, waitsFor } from "../tools/plan.ts";
import { runQueue } from "../tools/queue.ts";
import type { Benchmark } from "./harness/benchmark.ts";
import type { Measure } from "./harness/results.ts";
import { sketchLayers, writeRepository } from "./harness/sketched-repository.ts";
import { compileCache, root, runTool } from "./harness/tool.ts";

const fakeEngine = join(root, "test", "support", "fixtures", "fake-engine");

export const growth: Benchmark = {
  name: "growth",
  question: "What does a layer cost when there are many?",
  byDefault: true,
  async run({ quick, folder, say }) {
    const sizes = [10, 50, 200, 1000];
    const scheduling = new Map<number, number[]>();
    for (const size of sizes) {
      const samples = await timeScheduling(size);
      scheduling.set(size, samples);
      say(`${size} layers: ${(samples[0] ?? 0).toFixed(3)} ms of scheduling a layer`);
    }
    const cold = await rollOut(join(folder, "cold"), 10, join(folder, "empty-compile-cache"));
    const peaks: number[] = [];
    for (let round = 1; round <= (quick ? 1 : 5); round++) {
      peaks.push((await rollOut(join(folder, `round-${round}`), 10)).peakMegabytes);
    }
    const rollouts: Measure[] = [];
    const sizesPerLayer: number[] = [];
    for (const size of quick ? [10, 50] : sizes) {
      const { seconds, peakMegabytes, kept } = await rollOut(join(folder, String(size)), size);
      sizesPerLayer.push(kept / size);
      rollouts.push(
        {
          id: `up-${size}`,
          what: `\`rollout up\` of ${size}, a layer`,
          unit: "s",
          samples: [seconds / size],
        },
        { id: `peak-${size}`, what: `peak memory with ${size}`, unit: "MB", samples: [peakMegabytes] },
        {
          id: `kept-${size}`,
          what: `journal and report of ${size}, a layer`,
          unit: "KB",
          samples: [kept / size],
        },
      );
      say(`${size} layers: ${seconds.toFixed(1)} s, ${peakMegabytes.toFixed(0)} MB`);
    }
    const few = scheduling.get(50) ?? [];
    const many = scheduling.get(1000) ?? [];
    return {
      measures: [
        {
          ...{ id: "scheduling", what: "scheduling a layer of 1,000 over one of 50", unit: "x" },
          samples: many.map((value, round) => value / (few[round] ?? value)),
          target: { bound: "at most", value: 2 },
          limit:
            "A plan of 1,000 layers does not fit into the processor's nearest caches, and is collected as garbage.",
        },
        {
          ...{ id: "kept", what: "journal and report a layer, the most over the least", unit: "x" },
          samples: [Math.max(...sizesPerLayer) / Math.min(...sizesPerLayer)],
          target: { bound: "at most", value: 1.5 },
          limit: "The report has a part that does not grow, such as its origin.",
        },
        {
          ...{
            id: "peak",
            what: "peak memory of the tool with 10 layers",
            unit: "MB",
            samples: peaks,
          },
          target: { bound: "at most", value: 120 },
        },
        {
          ...{ id: "peak-cold", what: "the same, nothing compiled before", unit: "MB" },
          samples: [cold.peakMegabytes],
        },
        ...sizes.map((size): Measure => {
          const samples = scheduling.get(size) ?? [];
          return { id: `scheduling-${size}`, what: `scheduling a layer of ${size}`, unit: "ms", samples };
        }),
        ...rollouts,
      ],
      notes: [
        "Made-up layers in rows of ten, each reading three of the row before, with an engine that only pretends. " +
          "Scheduling is planning, selecting and running the queue, in one process and with work that takes no time.",
      ],
    };
  },
};

/** Milliseconds a layer. */
async function timeScheduling(size: number): Promise<number[]> {
  const sketched = sketchLayers(size);
  const layers = sketched.map(({ name, reads }): Layer => {
    const stub = (layer: string) => ({
      layer,
      version: 1,
      outputs: {},
      secrets: [],
      reads: [],
      optionalReads: [],
    });
    return {
      ...{ name, folder: name, project: {} },
      contract: { ...stub(name), reads: reads.map(stub) } as unknown as Layer["contract"],
      stacks: new Map([
        ["dev", { document: {}, values: {}, upstreams: {}, secretPaths: [] }],
      ]) as unknown as Layer["stacks"],
    };
  });
  const repository = { root: "/", settings: {} as never, layers };
  const bench = new Bench({
    iterations: 25,
    time: 0,
    // Before that it is V8's compilers that are measured, most of all with few layers.
    warmupIterations: 25,
    warmupTime: 0,
    retainSamples: true,
    throws: true,
  });
  bench.add("schedule", async () => {
    const plan = planEnvironment(repository, "dev");
    const waits = waitsFor(plan, selectNodes(plan, { names: [], includeShared: true }));
    const { signal } = new AbortController();
    await runQueue({ waits, parallel: 4, failFast: false, stop: signal, run: async () => "succeeded" });
  });
  const [task] = await bench.run();
  if (task?.result.state !== "completed" || task.result.latency.samples === undefined) {
    throw new Error(`scheduling ${size} layers was not measured`);
  }
  return task.result.latency.samples.slice(0, 25).map((milliseconds) => milliseconds / size);
}

/** Rolls such layers out with an engine that pretends; `kept` is kilobytes of journal and report. */
async function rollOut(
  folder: string,
  size: number,
  cache: string = compileCache,
): Promise<{ seconds: number; peakMegabytes: number; kept: number }> {
  await writeRepository(folder, sketchLayers(size));
  const env = {
    PATH: [fakeEngine, environmentVariable("PATH")].join(delimiter),
    PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
    XDG_CACHE_HOME: join(folder, "cache"),
    FAKE_ENGINE: folder,
    NODE_COMPILE_CACHE: cache,
  };
  const { seconds, peakMegabytes } = await runTool(["up", "--env", "dev", "--yes"], folder, {
    cwd: folder,
    env,
  });
  const state = join(folder, ".rollout", "deployed");
  const files = [join(state, "journals", "dev.jsonl"), join(state, "report.json")];
  const bytes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return { seconds, peakMegabytes, kept: bytes.reduce((total, one) => total + one, 0) / 1024 };
}
