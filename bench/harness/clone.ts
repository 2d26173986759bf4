import { join } from "node:path";
import { runProcess } from "../../tools/process.ts";
import { secondsOf, type Setting } from "./benchmark.ts";
import { root } from "./tool.ts";

/** A clone of the repository as somebody has it who has just come to it. */
export interface Clone {
  /** Seconds of an npm command in it; throws with what it has printed when it fails. */
  npm(...args: string[]): Promise<number>;
}

/**
 * Clones this repository's last commit.
 *
 * @param env what npm is given besides this process's environment
 */
export async function cloneRepository(
  { folder, say }: Setting,
  env: Readonly<Record<string, string>>,
): Promise<Clone> {
  const clone = join(folder, "clone");
  await run("git", ["clone", "--quiet", root, clone], root, {});
  return {
    async npm(...args) {
      const seconds = await secondsOf(() => run("npm", args, clone, env));
      say(`npm ${args.join(" ")}: ${seconds.toFixed(0)} s`);
      return seconds;
    },
  };
}

async function run(
  file: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const { exitCode, stdout, stderr } = await runProcess(file, args, { cwd, env, timeoutSeconds: 3_600 });
  if (exitCode === 0) return;
  throw new Error(
    `${file} ${args.join(" ")} ended with ${exitCode}:\n${stdout.slice(-2_000)}\n${stderr.slice(-2_000)}`,
  );
}
