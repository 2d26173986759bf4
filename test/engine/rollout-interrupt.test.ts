import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { startProcess } from "../../tools/process.ts";
import { copyFixture, rehearse } from "../support/real-rollout.ts";
import { createRolloutRig, operations, type RolloutRig } from "../support/rollout-rig.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

const toolFile = fileURLToPath(new URL("../../tools/cli.ts", import.meta.url));
const chain = { "10-a": {}, "20-b": { reads: ["10-a"] } };

async function whileRunning(rig: RolloutRig): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if ((await operations(rig)).length > 0) return;
    await sleep(50);
  }
  throw new Error("the engine was never started");
}

test("the first Ctrl-C lets the running layer finish, starts nothing new and exits 130", async () => {
  const rig = await createRolloutRig(chain);
  await rig.script({ "10-a": { seconds: 1 } });
  const tool = rig.start(["up", "--yes"]);
  await whileRunning(rig);
  tool.cancel("SIGINT");
  const { exitCode, stdout } = await tool.result;
  expect(exitCode).toBe(130);
  expect(stdout).toContain("10-a/dev                 ✓ succeeded");
  expect(stdout).toContain("20-b/dev                 – not started");
  const calls = await rig.calls();
  expect(calls.some(({ event }) => event === "SIGINT")).toBe(false);
  expect(await operations(rig)).toEqual(["up 10-a/dev"]);
});

test("the second Ctrl-C cancels the running layer", async () => {
  const rig = await createRolloutRig(chain);
  await rig.script({ "10-a": { seconds: 60 } });
  const tool = rig.start(["up", "--yes"]);
  await whileRunning(rig);
  tool.cancel("SIGINT");
  await sleep(300);
  tool.cancel("SIGINT");
  const { exitCode, stdout } = await tool.result;
  expect(exitCode).toBe(130);
  expect(stdout).toContain("10-a/dev                 ! interrupted");
  expect((await rig.calls()).filter(({ event }) => event === "SIGINT")).toHaveLength(1);
});

test("the third Ctrl-C kills a layer that does not listen, and says what it left and how to put it right", async () => {
  const rig = await createRolloutRig(chain);
  await rig.script({ "10-a": { seconds: 60, ignoresInterrupt: true, pending: "creating" } });
  const tool = rig.start(["up", "--yes"]);
  await whileRunning(rig);
  for (let press = 0; press < 3; press++) {
    tool.cancel("SIGINT");
    await sleep(300);
  }
  const { exitCode, stdout } = await tool.result;
  expect(exitCode).toBe(130);
  expect(stdout).toContain(
    "interrupted three times: killed the running layers; what they left is told below and by: rollout repair\n",
  );
  const told = stdout.split("\n").filter((line) => line.startsWith("10-a/dev ") && !line.includes(" s"));
  expect(told.slice(-3).map((line) => line.slice("10-a/dev".length).trim())).toEqual([
    "pending operations, of which nobody knows the end:",
    "- creating fake:index:Thing thing",
    "to do: look for them in AWS; adopt what exists with: rollout repair 10-a/dev --adopt <urn>=<id>, and drop the rest with: rollout repair 10-a/dev",
  ]);
  const calls = await rig.calls();
  expect(calls.filter(({ event }) => event === "end" && calls[0]?.command === "up")).toHaveLength(0);
});

test("on the real engine a second Ctrl-C cancels cleanly: no lock, no pending operation, and --resume finishes", async () => {
  const repository = await copyFixture("foreign");
  const state = createTemporaryFolder();
  const run = (...args: string[]) => rehearse(repository, state, args);
  const tool = startProcess(process.execPath, [
    ...[toolFile, "-C", repository],
    ...["up", "--rehearse", "--state-dir", state],
  ]);
  const locks = join(state, "state", ".pulumi", "locks", "organization", "base", "ground");
  const held = async (): Promise<string[]> => readdir(locks).catch((): string[] => []);
  for (let tries = 0; tries < 600 && (await held()).length === 0; tries++) await sleep(50);
  tool.cancel("SIGINT");
  await sleep(200);
  tool.cancel("SIGINT");
  expect((await tool.result).exitCode).toBe(130);
  expect(await held()).toEqual([]);
  expect((await run("repair")).stdout).toBe('nothing is left of killed updates in "dev"');
  expect((await run("up", "--resume")).exitCode).toBe(0);
});
