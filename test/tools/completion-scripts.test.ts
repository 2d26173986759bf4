import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { environmentVariable } from "../../shared/environment.ts";
import { runProcess } from "../../tools/process.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

const tool = fileURLToPath(new URL("../../tools/cli.ts", import.meta.url));
const repository = fileURLToPath(new URL("../support/fixtures/foreign", import.meta.url));

/** What a real bash offers for words, broken as it breaks a line, of which the last is the one at the cursor. */
async function completeInBash(...words: string[]): Promise<string[]> {
  const folder = createTemporaryFolder();
  writeFileSync(join(folder, "rollout"), `#!/bin/sh\nexec "${process.execPath}" "${tool}" "$@"\n`);
  chmodSync(join(folder, "rollout"), 0o755);
  const script = [
    'eval "$(rollout completion bash)"',
    'COMP_WORDS=(rollout "$@")',
    "COMP_CWORD=$#",
    '"$(complete -p rollout | sed "s/.*-F \\([^ ]*\\) .*/\\1/")"',
    'printf "%s\\n" "${COMPREPLY[@]}"',
  ].join("\n");
  const { stdout, stderr } = await runProcess("bash", ["--norc", "-c", script, "bash", ...words], {
    cwd: repository,
    env: { PATH: [folder, environmentVariable("PATH")].join(delimiter), EVIL: join(folder, "evil") },
  });
  expect(stderr).toBe("");
  expect(existsSync(join(folder, "evil"))).toBe(false);
  return stdout.trim().split("\n");
}

test("bash completes the layers and environments of the repository that it stands in", async () => {
  expect(await completeInBash("up", "s")).toEqual(["site", "store"]);
  expect(await completeInBash("up", "--env", "")).toEqual(["dev"]);
});

test("bash completes a value behind an equals sign, which it takes for a word of its own", async () => {
  expect(await completeInBash("graph", "--format", "=", "s")).toEqual(["svg"]);
  expect(await completeInBash("graph", "--format", "=")).toEqual(["text", "mermaid", "dot", "svg", "html"]);
});

test("what is typed is never run, and a line that makes no sense offers nothing", async () => {
  expect(await completeInBash("up", '$(touch "$EVIL")', "`touch $EVIL`", "")).toEqual([
    "base",
    "site",
    "store",
  ]);
  expect(await completeInBash("nonsense", "")).toEqual([""]);
});
