import { runProcess } from "../tools/process.ts";
import { inTurns, secondsOf, type Benchmark } from "./harness/benchmark.ts";
import { root, runTool } from "./harness/tool.ts";

export const toolStart: Benchmark = {
  name: "tool-start",
  question: "How quick is the tool itself?",
  byDefault: true,
  async run({ quick, folder, say }) {
    const peaks: number[] = [];
    const list = async (): Promise<number> => {
      const { seconds, peakMegabytes } = await runTool(["list"], folder);
      peaks.push(peakMegabytes);
      return seconds;
    };
    await list();
    peaks.length = 0;
    const samples = await inTurns(
      quick ? 3 : 15,
      {
        node: () => secondsOf(() => runProcess(process.execPath, ["-e", "0"], { cwd: root })),
        list,
        uncached: async () =>
          (await runTool(["list"], folder, { env: { NODE_COMPILE_CACHE: undefined } })).seconds,
      },
      say,
    );
    return {
      measures: [
        {
          ...{ id: "list", what: "`rollout list`", unit: "s", samples: samples.list },
          target: { bound: "at most", value: 0.2 },
          limit:
            "Most of it is reading zod and yaml, some 170 of 205 modules, which every command needs for contracts and " +
            "configuration. Commands are loaded one by one already, and compiled code is kept.",
        },
        {
          ...{ id: "peak", what: "its peak memory", unit: "MB", samples: peaks },
          target: { bound: "at most", value: 120 },
        },
        {
          id: "list-uncached",
          what: "`rollout list`, nothing compiled before",
          unit: "s",
          samples: samples.uncached,
        },
        { id: "node", what: "Node with no program at all", unit: "s", samples: samples.node },
      ],
      notes: ["A process for each; peak memory of a rollout is under growth."],
    };
  },
};
