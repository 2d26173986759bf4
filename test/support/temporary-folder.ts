import { mkdtempSync, rmSync } from "node:fs";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "@jest/globals";

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder that is removed after the tests of this file. */
export function createTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "micro-stacks-"));
  folders.push(folder);
  return folder;
}

/** Writes a file and the folders above it. */
export async function writeFileAt(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

/** Writes a shell script that can be started like a program. */
export async function writeProgram(path: string, script: string): Promise<void> {
  await writeFileAt(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
}
