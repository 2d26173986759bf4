import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runProcess } from "../../tools/process.ts";
import { secondsOf } from "./benchmark.ts";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const tool = join(root, "tools", "cli.ts");
const usageReporter = join(root, "bench", "harness", "report-usage.ts");

/** The same as for `npm run rollout`. */
export const compileCache = join(root, ".rollout", "compile-cache");

/** What one run of the tool took. */
export interface ToolRun {
  /** With what reads its memory at the end, some hundredths of a second. */
  readonly seconds: number;
  /** Of the tool's own process, not of the engines. */
  readonly peakMegabytes: number;
}

/**
 * Runs `rollout` as a process of its own and waits for its end.
 *
 * @throws Error when it does not exit with 0
 */
export async function runTool(
  args: readonly string[],
  folder: string,
  { cwd = root, env = {} }: { cwd?: string; env?: Record<string, string | undefined> } = {},
): Promise<ToolRun> {
  const usage = join(folder, "usage.json");
  await rm(usage, { force: true });
  const seconds = await timeTool(["--import", usageReporter], args, {
    ...{ cwd, env: { ...env, BENCH_USAGE_FILE: usage } },
  });
  const { peakKilobytes } = JSON.parse(await readFile(usage, "utf8")) as { peakKilobytes: number };
  return { seconds, peakMegabytes: peakKilobytes / 1024 };
}

/**
 * Seconds of a run of `rollout` as it is started for a person, as a process of its own.
 *
 * @param flags what Node itself is given
 * @throws Error when it does not exit with 0
 */
export function timeTool(
  flags: readonly string[],
  args: readonly string[],
  { cwd = root, env = {} }: { cwd?: string; env?: Record<string, string | undefined> } = {},
): Promise<number> {
  return secondsOf(async () => {
    const { exitCode, stdout, stderr } = await runProcess(process.execPath, [...flags, tool, ...args], {
      ...{ cwd, timeoutSeconds: 900 },
      env: { NODE_COMPILE_CACHE: compileCache, ...env },
    });
    if (exitCode === 0) return;
    throw new Error(`rollout ${args.join(" ")} ended with ${exitCode}:\n${stdout.slice(-2_000)}\n${stderr}`);
  });
}
