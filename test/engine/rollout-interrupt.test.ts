import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@jest/globals";
import { createRolloutRig, operations, type RolloutRig } from "../support/rollout-rig.ts";

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

test("the third Ctrl-C kills a layer that does not listen", async () => {
  const rig = await createRolloutRig(chain);
  await rig.script({ "10-a": { seconds: 60, ignoresInterrupt: true } });
  const tool = rig.start(["up", "--yes"]);
  await whileRunning(rig);
  for (let press = 0; press < 3; press++) {
    tool.cancel("SIGINT");
    await sleep(300);
  }
  const { exitCode, stdout } = await tool.result;
  expect(exitCode).toBe(130);
  expect(stdout).toContain("killed the running layers");
  const calls = await rig.calls();
  expect(calls.filter(({ event }) => event === "end" && calls[0]?.command === "up")).toHaveLength(0);
});
