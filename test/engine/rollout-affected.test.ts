import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { runProcess } from "../../tools/process.ts";
import { createRolloutRig, operations, type RolloutRig } from "../support/rollout-rig.ts";
import { writeFileAt } from "../support/temporary-folder.ts";

const layers = {
  "10-a": {},
  "20-b": { reads: ["10-a"], stacks: { dev: "", prod: "" } },
  "30-c": { reads: ["20-b"] },
  "30-d": {},
};

async function git(rig: RolloutRig, ...args: string[]): Promise<void> {
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  const { exitCode, stderr } = await runProcess("git", ["-C", rig.root, ...identity, ...args]);
  if (exitCode !== 0) throw new Error(stderr);
}

/** A committed repository whose layers are all up; gives what a further run does. */
async function createCommitted(): Promise<{ rig: RolloutRig; up: (...args: string[]) => Promise<string[]> }> {
  const rig = await createRolloutRig(layers);
  await writeFileAt(join(rig.root, ".gitignore"), ".rollout/\nbackend/\ncalls.jsonl\ncache/\nscript.json\n");
  await writeFileAt(join(rig.root, "shared", "thing.ts"), "export const thing = 1;\n");
  await writeFileAt(join(rig.root, "stacks", "20-b", "index.ts"), 'import "../../shared/thing.ts";\n');
  await git(rig, "init", "--quiet", "--initial-branch", "main");
  await git(rig, "add", "--all");
  await git(rig, "commit", "--quiet", "--message", "all");
  await rig.run(["up", "--env", "dev", "--yes"]);
  return {
    rig,
    async up(...args) {
      const before = (await operations(rig)).length;
      await rig.run(["up", "--env", "dev", "--yes", "--parallel", "1", ...args]);
      return (await operations(rig)).slice(before);
    },
  };
}

test("--affected maps what is committed, uncommitted and untracked through the imports", async () => {
  const { rig, up } = await createCommitted();
  expect((await rig.run(["up", "--env", "dev", "--yes", "--affected"])).stdout).toMatch(
    /^no layer is affected since main \([0-9a-f]{8}\)$/m,
  );
  await writeFileAt(join(rig.root, "shared", "thing.ts"), "export const thing = 2;\n");
  expect(await up("--affected")).toEqual(["up 20-b/dev"]);
  await writeFileAt(join(rig.root, "stacks", "30-d", "untracked.ts"), "");
  await git(rig, "commit", "--quiet", "--all", "--message", "change");
  // Without what earlier runs left, as in a fresh checkout: git and the stacks' own records are all there is.
  await rm(join(rig.root, ".rollout"), { recursive: true });
  expect(await up("--affected", "--since", "HEAD~1")).toEqual(["up 20-b/dev", "up 30-d/dev"]);
});

test("--affected leaves out what only another environment configures, and takes all when packages change", async () => {
  const { rig, up } = await createCommitted();
  await writeFileAt(join(rig.root, "stacks", "20-b", "Pulumi.prod.yaml"), "config:\n  20-b:size: 2\n");
  expect(await up("--affected")).toEqual([]);
  await writeFileAt(join(rig.root, "package-lock.json"), "{}");
  expect(await up("--affected")).toEqual(["up 10-a/dev", "up 20-b/dev", "up 30-c/dev", "up 30-d/dev"]);
});

test("--affected says what it needs", async () => {
  const { rig } = await createCommitted();
  expect(await rig.run(["up", "--env", "dev", "--affected", "--since", "nothing", "--yes"])).toMatchObject({
    exitCode: 2,
    stderr: [
      'error: revision "nothing" does not exist or has no history in common with HEAD',
      "to do: name one with --since, such as: --since HEAD~1",
    ].join("\n"),
  });
  expect(await rig.run(["up", "--since", "HEAD", "--yes"])).toMatchObject({
    exitCode: 2,
    stderr: "error: --since means nothing without --affected\nto do: add --affected or drop --since",
  });
});
