import { expect, test } from "@jest/globals";
import { join } from "node:path";
import { copyFixture, rehearse } from "../support/real-rollout.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";
import { runProcess } from "../../tools/process.ts";

const tool = join(import.meta.dirname, "..", "..", "tools", "cli.ts");

test("a pull request's comment is made from a real preview, and drift is told by the exit code", async () => {
  const repository = await copyFixture("foreign");
  const state = createTemporaryFolder();
  const review = (...options: string[]) =>
    runProcess(process.execPath, [
      ...[tool, "-C", repository, "review", join(state, "report.json"), "--before", repository],
      ...options,
    ]);

  await rehearse(repository, state, ["preview"]);
  const first = await review("--expect-no-changes");
  expect(first.exitCode).toBe(1);
  expect(first.stdout).toMatch(/^## What this would change\n\n### \w+ \(rehearsal\)\n\n\| Layer \|/);
  expect(first.stdout).toMatch(/^\| `base\/ground` \| {2}\| \d+ \| {2}\| {2}\| {2}\| 0 \|$/m);
  expect(first.stdout).toContain("No contract changes.");

  await rehearse(repository, state, ["up"]);
  await rehearse(repository, state, ["preview"]);
  const second = await review("--expect-no-changes");
  expect(second.stdout).toContain("Nothing, in any of 3 layers.");
  expect(second.exitCode).toBe(0);
});
