import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { runProcess } from "../../tools/process.ts";
import { createRolloutRig, operations, type RolloutRig } from "../support/rollout-rig.ts";
import { writeFileAt } from "../support/temporary-folder.ts";

const postureFile = `
import { existsSync, readFileSync } from "node:fs";
const ways = new URL("../ways.json", import.meta.url);
export default {
  steps: [
    { title: "dig a tunnel", why: "it is needed first",
      settings: [{ layer: "10-ground", key: ["tunnel"], open: "none", hardened: "one" }] },
    { title: "shut the door", why: "everybody takes the tunnel",
      settings: [{ layer: "20-house", key: ["house", "door"], open: undefined, hardened: "shut" }] },
  ],
  trace: () => (existsSync(ways) ? JSON.parse(readFileSync(ways, "utf8")) : [{ hops: ["tunnel", "house"] }]),
  stateful: [],
};
`;

async function createRig({ posture = true } = {}): Promise<
  RolloutRig & { file(layer: string): Promise<string> }
> {
  const rig = await createRolloutRig({
    "10-ground": { stacks: { dev: "  # nobody digs yet\n  10-ground:tunnel: none\n" } },
    "20-house": { reads: ["10-ground"], stacks: { dev: "  20-house:house: {}\n" } },
    "30-garden": {},
  });
  if (posture) await writeFileAt(join(rig.root, "shared", "posture-steps.ts"), postureFile);
  return { ...rig, file: (layer) => readFile(join(rig.root, "stacks", layer, "Pulumi.dev.yaml"), "utf8") };
}

const git = async (root: string, ...args: string[]): Promise<string> => {
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  return (await runProcess("git", ["-C", root, ...identity, ...args])).stdout;
};

test("a dry run shows each step with its edits and starts nothing", async () => {
  const rig = await createRig();
  const { exitCode, stdout } = await rig.run(["harden", "--env", "dev", "--dry-run"]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatchInlineSnapshot(`
   "1. dig a tunnel
      it is needed first
      stacks/10-ground/Pulumi.dev.yaml
          # nobody digs yet
      -   10-ground:tunnel: none
      +   10-ground:tunnel: one
   2. shut the door
      everybody takes the tunnel
      stacks/20-house/Pulumi.dev.yaml
        config:
      -   20-house:house: {}
      +   20-house:house:
      +     door: shut"
  `);
  expect(await operations(rig)).toEqual([]);
  expect(await rig.file("10-ground")).toContain("tunnel: none");
});

test("each step is an edit, a rollout of its layers and their readers, and a look", async () => {
  const rig = await createRig();
  const { exitCode, stdout } = await rig.run(["harden", "--env", "dev", "--yes", "--parallel", "1"]);
  expect(exitCode).toBe(0);
  expect(await rig.file("10-ground")).toBe("config:\n  # nobody digs yet\n  10-ground:tunnel: one\n");
  expect(await rig.file("20-house")).toBe("config:\n  20-house:house:\n    door: shut\n");
  expect(stdout).toContain('after "shut the door", requests get through on one way:\n  tunnel -> house');
  const [first, second] = stdout.split(/^step \d of 2: /m).slice(1);
  expect([first, second].map((part) => part?.includes("10-ground/dev"))).toEqual([true, false]);
  expect(stdout).toMatch(/environment "dev" is hardened$/);
});

test("the way back ends where it began", async () => {
  const rig = await createRig();
  const before = [await rig.file("10-ground"), await rig.file("20-house")];
  await rig.run(["harden", "--env", "dev", "--yes"]);
  const { stdout } = await rig.run(["harden", "--env", "dev", "--to", "open", "--yes"]);
  expect(stdout).toMatch(/shut the door[^]*dig a tunnel/);
  expect([await rig.file("10-ground"), await rig.file("20-house")]).toEqual(before);
});

test("a step that fails is taken up again by the same command, and those before it are not", async () => {
  const rig = await createRig();
  await rig.run(["up", "--env", "dev", "--yes"]);
  await rig.script({ "20-house": { fails: "the hinge is rusty" } });
  const failed = await rig.run(["harden", "--env", "dev", "--yes"]);
  expect(failed.exitCode).toBe(1);
  expect(failed.stderr).toContain("run the same command again to go on from here");
  await rig.script({});
  const { exitCode, stdout } = await rig.run(["harden", "--env", "dev", "--yes"]);
  expect(exitCode).toBe(0);
  expect(stdout).not.toContain(": dig a tunnel");
  expect(stdout).toMatch(/environment "dev" is hardened$/);
});

test("a way that ends too early stops everything", async () => {
  const rig = await createRig();
  const ways = [{ hops: ["tunnel"], broken: "it is flooded" }];
  await writeFileAt(join(rig.root, "ways.json"), JSON.stringify(ways));
  const { exitCode, stderr } = await rig.run(["harden", "--env", "dev", "--yes"]);
  expect(exitCode).toBe(1);
  expect(stderr).toContain("before the first step, something is broken:\n  - tunnel: it is flooded");
  expect(await rig.file("10-ground")).toContain("tunnel: none");
});

test("--commit makes a commit of each step and of nothing else", async () => {
  const rig = await createRig();
  await writeFileAt(join(rig.root, ".gitignore"), ".rollout\nbackend\ncache\ncalls.jsonl\n");
  await git(rig.root, "init", "--quiet");
  await git(rig.root, "config", "user.name", "test");
  await git(rig.root, "config", "user.email", "test@example.com");
  await git(rig.root, "add", "--all");
  await git(rig.root, "commit", "--quiet", "-m", "start");
  const { exitCode, stderr } = await rig.run(["harden", "--env", "dev", "--yes", "--commit"]);
  expect([exitCode, stderr]).toEqual([0, ""]);
  expect(await git(rig.root, "log", "--format=%s: %b", "--name-only", "--reverse", "HEAD~2..HEAD")).toBe(
    'dev (hardened): dig a tunnel: 10-ground tunnel: "none" -> "one"\n\n\nstacks/10-ground/Pulumi.dev.yaml\n' +
      'dev (hardened): shut the door: 20-house house.door: (left out) -> "shut"\n\n\nstacks/20-house/Pulumi.dev.yaml',
  );
  await writeFileAt(join(rig.root, "notes.txt"), "mine");
  const dirty = await rig.run(["harden", "--env", "dev", "--to", "open", "--yes", "--commit"]);
  expect(dirty.exitCode).toBe(2);
  expect(dirty.stderr).toContain("--commit needs a clean work tree");
});

test.each([
  ["without --yes and without a terminal", ["--env", "dev"], "is not confirmed, expected --yes"],
  [
    "with --commit in a rehearsal",
    ["--env", "dev", "--rehearse", "--commit"],
    "--commit means nothing with --rehearse",
  ],
  ["with a blueprint for real", ["--blueprint", "x"], "--blueprint is only for rehearsals"],
  ["to a posture that nobody knows", ["--env", "dev", "--to", "shut"], "Allowed choices are hardened, open"],
])("it is refused %s", async (_, args, message) => {
  const rig = await createRig();
  const { exitCode, stderr } = await rig.run(["harden", ...args]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
  expect(existsSync(join(rig.root, "calls.jsonl"))).toBe(false);
});

test("a repository that says nothing about postures is told where to", async () => {
  const rig = await createRig({ posture: false });
  const { exitCode, stderr } = await rig.run(["harden", "--env", "dev", "--dry-run"]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("this repository knows no postures, expected them in shared/posture-steps.ts");
});
