import { afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { findEngine } from "../../tools/engine/index.ts";
import { runProcess } from "../../tools/process.ts";
import { callsIn } from "../support/doc-commands.ts";
import { blocksOf, isRun, readPages, type Block } from "../support/doc-pages.ts";
import { cloneRepository, missingLines, type Clone } from "../support/doc-run.ts";

// The first page brings all layers up in rehearsal; the others go on with it.
jest.setTimeout(600_000);

const pages = [...readPages()].map(([page, text]) => ({ page, blocks: blocksOf(page, text) }));
/** These destroy what the others use. */
const last = ["docs/tutorials/first-hour.md", "docs/tutorials/leaving.md"];
const run = pages
  .filter(({ blocks }) => blocks.some(isRun))
  .sort((a, b) => last.indexOf(a.page) - last.indexOf(b.page));

let clone: Clone;

beforeAll(async () => {
  clone = await cloneRepository();
});

afterEach(() => clone.restore());

test.each(run)("$page does what it says, command by command", async ({ blocks }) => {
  let output = "";
  let before: Block | undefined;
  for (const block of blocks) {
    if (isRun(block)) output = await clone.run(block);
    if (block.language === "text" && before !== undefined && isRun(before)) {
      expect({ at: `${block.page}:${block.line}`, missing: missingLines(block.text, output) }).toEqual({
        at: `${block.page}:${block.line}`,
        missing: [],
      });
    }
    before = block;
  }
});

test("the Pulumi CLI has the commands and options that the pages give it", async () => {
  const { pulumi } = await findEngine();
  const marked = pages.flatMap(({ blocks }) => blocks).filter((block) => !isRun(block));
  const calls = await Promise.all(marked.filter(({ language }) => language === "sh").map(callsIn));
  const asked = calls
    .flat()
    .filter(([program]) => program === "pulumi")
    .map(([, ...args]) => args);
  expect(asked.length).toBeGreaterThan(3);
  for (const args of asked) {
    const { exitCode, stdout } = await runProcess(pulumi, [...args, "--help"]);
    const words = args.slice(
      0,
      args.findIndex((arg, index) => index > 0 && arg.startsWith("-")),
    );
    expect({ args, exitCode, usage: stdout }).toEqual({
      args,
      exitCode: 0,
      usage: expect.stringContaining(`pulumi ${words[0] ?? args[0]}`),
    });
  }
});
