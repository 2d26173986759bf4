import { join } from "node:path";
import { schedule, type Task } from "../tools/timing/schedule.ts";
import { inTurns, type Benchmark } from "./harness/benchmark.ts";
import { openPlainPulumi } from "./harness/plain-pulumi.ts";
import { ratiosOf } from "./harness/samples.ts";
import { runTool } from "./harness/tool.ts";

export const noChange: Benchmark = {
  name: "no-change",
  question:
    "How long does a rollout take when nothing has changed, and what does the tool add to `pulumi up`?",
  byDefault: true,
  async run({ quick, folder, say }) {
    const stateDir = join(folder, "state");
    const up = ["up", "--rehearse", "--state-dir", stateDir, "--no-policy", "--no-gates"];
    await runTool([...up, "--fresh"], folder);
    const plain = await openPlainPulumi({ stateDir, fresh: false });
    const peaks: number[] = [];
    const tool = async (...flags: string[]): Promise<number> => {
      const { seconds, peakMegabytes } = await runTool([...up, ...flags], folder);
      peaks.push(peakMegabytes);
      return seconds;
    };
    try {
      const count = plain.nodes.length;
      const paths: number[] = [];
      const loop = async (): Promise<number> => {
        const tasks: Task[] = [];
        for (const node of plain.nodes)
          tasks.push({ id: node.id, after: node.reads, seconds: await plain.up(node) });
        paths.push(schedule(tasks, Infinity).seconds);
        return schedule(tasks, 1).seconds;
      };
      const rounds = quick ? 1 : 5;
      // The loop leaves states that the tool does not know; in either direction a forced rollout comes before a skip.
      const all = await inTurns(
        rounds,
        {
          loop,
          inTurn: () => tool("--force", "--parallel", "1"),
          forced: () => tool("--force"),
          skipped: () => tool(),
        },
        say,
      );
      return {
        measures: [
          {
            ...{ id: "skip", what: "loop of `pulumi up` over `rollout up`", unit: "x" },
            samples: ratiosOf(all.loop, all.skipped),
            target: { bound: "at least", value: 10 },
          },
          {
            ...{ id: "force", what: "loop over `rollout up --force`", unit: "x" },
            samples: ratiosOf(all.loop, all.forced),
            target: { bound: "at least", value: 1.6 },
            limit:
              "Nothing waits for AWS here: engines and programs want the processors, and layers their upstreams. With as many " +
              "processors as it wants the loop could be divided by the line below, and no further.",
          },
          {
            ...{ id: "chain", what: "loop over the longest chain of layers in it", unit: "x" },
            samples: ratiosOf(all.loop, paths),
          },
          {
            ...{ id: "overhead", what: "what the tool adds to `pulumi up`, a layer", unit: "s" },
            samples: all.inTurn.map((seconds, round) => (seconds - (all.loop[round] ?? 0)) / count),
            target: { bound: "at most", value: 0.15 },
            limit: "The tool's own start and that of its stand-in AWS are in it.",
          },
          { id: "loop-seconds", what: `loop, ${count} layers`, unit: "s", samples: all.loop },
          {
            id: "in-turn-seconds",
            what: "`rollout up --force --parallel 1`",
            unit: "s",
            samples: all.inTurn,
          },
          { id: "force-seconds", what: "`rollout up --force`", unit: "s", samples: all.forced },
          { id: "skip-seconds", what: "`rollout up`", unit: "s", samples: all.skipped },
          {
            id: "peak",
            what: "peak memory of the tool with the stand-in AWS in it",
            unit: "MB",
            samples: peaks,
          },
        ],
        notes: [
          "The stand-in AWS answers at once. What the tool adds is that of a whole rollout, one layer at a time, with its " +
            "start, its end and the start of the stand-in AWS, which the loop finds running.",
        ],
      };
    } finally {
      await plain.close();
    }
  },
};
