import { cp, mkdir } from "node:fs/promises";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { randomUUID } from "node:crypto";
import { afterAll } from "@jest/globals";
import { runProcess, type ProcessResult } from "../../tools/process.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const copies: string[] = [];

afterAll(() => copies.forEach((copy) => rmSync(copy, { recursive: true, force: true })));

/** A copy of this repository's layers and contracts that tests may change; packages are found in this one. */
export async function copyRepository(also: readonly string[] = []): Promise<string> {
  const copy = join(root, ".rollout", "test", "repositories", randomUUID());
  await mkdir(copy, { recursive: true });
  for (const name of ["package.json", "shared", "stacks", ...also]) {
    await cp(join(root, name), join(copy, name), { recursive: true });
  }
  copies.push(copy);
  return copy;
}

/** Runs the tool in a repository, without a terminal. */
export async function rollout(
  directory: string,
  args: readonly string[],
  env: Record<string, string | undefined> = {},
  input?: string,
): Promise<ProcessResult> {
  const result = await runProcess(
    process.execPath,
    [join(root, "tools", "cli.ts"), "-C", directory, ...args],
    { env: { PULUMI_BACKEND_URL: undefined, ...env }, ...(input !== undefined && { input }) },
  );
  const { stdout, stderr } = result;
  return { ...result, stdout: stdout.trimEnd(), stderr: stderr.trimEnd() };
}
