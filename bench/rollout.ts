import { availableParallelism } from "node:os";
import { join } from "node:path";
import { chooseParallel } from "../tools/parallel.ts";
import { schedule } from "../tools/timing/schedule.ts";
import { secondsOf, type Benchmark } from "./harness/benchmark.ts";
import { openPlainPulumi } from "./harness/plain-pulumi.ts";
import { ratiosOf } from "./harness/samples.ts";
import { runTool } from "./harness/tool.ts";
import { wavesOf } from "./harness/waves.ts";

const blueprints = ["doc-pipeline", "utm", "tap", "web-api", "app-runner"];

/**
 * How many times faster than AWS the stand-in is. The engines of eleven layers take some 50 s of processor time,
 * 25 s of two processors: AWS must take longer than that on the critical path, or the processors are what is measured.
 */
const speed = 40;
const quickSpeed = 100;

export const rollout: Benchmark = {
  name: "rollout",
  question: "How long does a product take to come up, and how long would it if only dependencies mattered?",
  byDefault: true,
  async run({ quick, folder, say }) {
    const latency = `aws/${quick ? quickSpeed : speed}`;
    const machine = { processors: availableParallelism(), memory: process.availableMemory() };
    const parallel = chooseParallel(machine, "deployed");
    const ours: number[] = [];
    const paths: number[] = [];
    const loops: number[] = [];
    const waves: number[] = [];
    for (const blueprint of quick ? blueprints.slice(0, 1) : blueprints) {
      const alone = await upOneByOne(blueprint, latency, join(folder, `${blueprint}-loop`));
      waves.push(await upInWaves(blueprint, latency, join(folder, `${blueprint}-waves`)));
      const { seconds } = await runTool(
        [
          ...[
            "up",
            "--rehearse",
            "--blueprint",
            blueprint,
            "--state-dir",
            join(folder, blueprint),
            "--fresh",
          ],
          ...["--latency", latency, "--parallel", String(parallel), "--no-policy", "--no-gates"],
        ],
        folder,
      );
      const tasks = alone.map(({ id, seconds, reads }) => ({ id, seconds, after: reads }));
      const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
      ours.push(seconds);
      paths.push(schedule(tasks, Infinity).seconds);
      loops.push(sum(alone.map((layer) => layer.seconds)));
      const told = { rollout: ours, path: paths, loop: loops, waves };
      const each = Object.entries(told).map(([name, all]) => `${name} ${(all.at(-1) ?? 0).toFixed(1)} s`);
      say(`${blueprint}: ${each.join(", ")}`);
    }
    return {
      measures: [
        {
          ...{ id: "critical-path", what: "`rollout up` over the critical path", unit: "x" },
          samples: ratiosOf(ours, paths),
          target: { bound: "at most", value: 1.1 },
          limit:
            "Layers that run side by side share the processors with those on the critical path, which is measured " +
            "with the processors to itself; a slower stand-in AWS or more processors take that away.",
        },
        {
          ...{ id: "loop", what: "a shell loop of `pulumi up` over `rollout up`", unit: "x" },
          samples: ratiosOf(loops, ours),
          target: { bound: "at least", value: 1 },
        },
        {
          ...{ id: "waves", what: "waves of `pulumi up` over `rollout up`", unit: "x" },
          samples: ratiosOf(waves, ours),
          target: { bound: "at least", value: 1 },
          limit:
            "The graph is nearly a chain, in which waves wait for next to nothing; what the rollout takes on top are its start, its " +
            "checks, its journal and its report.",
        },
        { id: "rollout-seconds", what: "`rollout up`", unit: "s", samples: ours },
        { id: "path-seconds", what: "critical path", unit: "s", samples: paths },
        { id: "loop-seconds", what: "shell loop", unit: "s", samples: loops },
        { id: "waves-seconds", what: "waves", unit: "s", samples: waves },
      ],
      notes: [
        `One round is one blueprint (${ours.length}), all its layers from nothing, against the stand-in AWS with ` +
          `\`--latency ${latency}\`: the same time for the same resource whatever drives it. ${parallel} layers at a ` +
          "time, as for real. Without gates and policy pack, which the loop has not either.",
        "The loop starts `pulumi stack init` and `pulumi up` for one layer after the other. Its times are those of " +
          "each layer alone: the critical path is the longest way through them. In a wave are all layers whose reads are " +
          "up; the next one starts when the last of them is done.",
      ],
    };
  },
};

async function upInWaves(blueprint: string, latency: string, stateDir: string): Promise<number> {
  const plain = await openPlainPulumi({ blueprint, latency, stateDir, fresh: true });
  try {
    return await secondsOf(async () => {
      for (const wave of wavesOf(plain.nodes)) await Promise.all(wave.map((node) => plain.up(node)));
    });
  } finally {
    await plain.close();
  }
}

async function upOneByOne(
  blueprint: string,
  latency: string,
  stateDir: string,
): Promise<{ id: string; reads: readonly string[]; seconds: number }[]> {
  const plain = await openPlainPulumi({ blueprint, latency, stateDir, fresh: true });
  try {
    const layers = [];
    for (const node of plain.nodes) {
      layers.push({ id: node.id, reads: node.reads, seconds: await plain.up(node) });
    }
    return layers;
  } finally {
    await plain.close();
  }
}
