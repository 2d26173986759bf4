import { rm } from "node:fs/promises";
import { join } from "node:path";
import { runProcess } from "../tools/process.ts";
import { secondsOf, type Benchmark } from "./harness/benchmark.ts";
import { root } from "./harness/tool.ts";

export const suite: Benchmark = {
  name: "suite",
  question:
    "How long do `npm start` and `npm test` take somebody who has just cloned the repository, and the next time?",
  byDefault: false,
  async run({ quick, folder, say }) {
    const clone = join(folder, "clone");
    await run("git", ["clone", "--quiet", root, clone], root, folder);
    const npm = async (...args: string[]): Promise<number> => {
      const seconds = await secondsOf(() => run("npm", args, clone, folder));
      say(`npm ${args.join(" ")}: ${seconds.toFixed(0)} s`);
      return seconds;
    };
    const measures = [
      {
        id: "start-cold",
        what: "`npm start` in a new clone",
        unit: "s" as const,
        samples: [await npm("start")],
      },
      { id: "start-warm", what: "`npm start` once more", unit: "s" as const, samples: [await npm("start")] },
      {
        ...{ id: "start-fresh", what: "`npm start -- --fresh`: all of it again", unit: "s" as const },
        samples: [await npm("start", "--", "--fresh")],
      },
      {
        id: "unit",
        what: "`npm run test:unit`",
        unit: "s" as const,
        samples: [await npm("run", "test:unit")],
      },
    ];
    if (!quick) {
      measures.push({ id: "test", what: "`npm test`", unit: "s", samples: [await npm("test")] });
    }
    await rm(clone, { recursive: true });
    return {
      measures,
      notes: [
        "In a new clone npm's own cache may hold the packages, but nothing is installed and there is no Pulumi engine.",
      ],
    };
  },
};

async function run(file: string, args: readonly string[], cwd: string, folder: string): Promise<void> {
  const { exitCode, stdout, stderr } = await runProcess(file, args, {
    cwd,
    env: { XDG_CACHE_HOME: join(folder, "cache") },
  });
  if (exitCode === 0) return;
  throw new Error(
    `${file} ${args.join(" ")} ended with ${exitCode}:\n${stdout.slice(-2_000)}\n${stderr.slice(-2_000)}`,
  );
}
