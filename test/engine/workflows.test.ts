import { expect, jest, test } from "@jest/globals";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { runProcess } from "../../tools/process.ts";
import { findGoTool } from "../support/go-tools.ts";
import { createTemporaryFolder, writeFileAt } from "../support/temporary-folder.ts";

// The first run on a machine builds actionlint.
jest.setTimeout(300_000);

const folder = join(import.meta.dirname, "..", "..", ".github", "workflows");

async function lint(files: string[]): Promise<string[]> {
  const { stdout, stderr } = await runProcess(await findGoTool("actionlint"), [
    ...["-shellcheck=", "-pyflakes=", "-format", "{{range $ := .}}{{$.Message}}\n{{end}}"],
    ...files,
  ]);
  return `${stdout}${stderr}`.split("\n").filter((line) => line !== "");
}

test("actionlint has nothing to say about the workflows", async () => {
  expect(await lint(readdirSync(folder).map((name) => join(folder, name)))).toEqual([]);
});

test("actionlint is awake: it finds a property that does not exist", async () => {
  const faulty = join(createTemporaryFolder(), "faulty.yml");
  await writeFileAt(
    faulty,
    "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.nothing }}\n",
  );
  expect(await lint([faulty])).toEqual([expect.stringContaining('property "nothing" is not defined')]);
});
