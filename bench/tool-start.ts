import { runProcess } from "../tools/process.ts";
import { inTurns, secondsOf, type Benchmark } from "./harness/benchmark.ts";
import { root, runTool, timeTool } from "./harness/tool.ts";

export const toolStart: Benchmark = {
  name: "tool-start",
  question: "How quick is the tool itself?",
  byDefault: true,
  async run({ quick, folder, say }) {
    const peaks: number[] = [];
    for (let round = 0; round < 5; round++) peaks.push((await runTool(["list"], folder)).peakMegabytes);
    const samples = await inTurns(
      quick ? 3 : 15,
      {
        node: () => secondsOf(() => runProcess(process.execPath, ["-e", "0"], { cwd: root })),
        list: () => timeTool([], ["list"]),
        uncached: () => timeTool([], ["list"], { env: { NODE_COMPILE_CACHE: undefined } }),
        npm: () =>
          secondsOf(() => runProcess("npm", ["run", "--silent", "rollout", "--", "list"], { cwd: root })),
      },
      say,
    );
    return {
      measures: [
        {
          ...{ id: "list", what: "`rollout list`", unit: "s", samples: samples.list },
          target: { bound: "at most", value: 0.2 },
          limit:
            "What is left is Node itself, zod and the contracts, which are made of it. Commands are loaded one by one, " +
            "stack files are read with js-yaml, and compiled code is kept.",
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
        {
          ...{
            id: "list-npm",
            what: "`npm run rollout -- list`, which looks after packages and engine",
            unit: "s",
          },
          samples: samples.npm,
        },
        { id: "node", what: "Node with no program at all", unit: "s", samples: samples.node },
      ],
      notes: ["A process for each; peak memory of a rollout is under growth."],
    };
  },
};
