import { expect, test } from "@jest/globals";
import { createRolloutRig, operations, type Call } from "../support/rollout-rig.ts";

//       10-b ── 20-d
//      /            \
// 00-a                30-e
//      \            /
//       10-c ──────/
const diamond = {
  "00-a": {},
  "10-b": { reads: ["00-a"] },
  "10-c": { reads: ["00-a"] },
  "20-d": { reads: ["10-b"] },
  "30-e": { reads: ["10-c", "20-d"] },
};

const time = (calls: Call[], event: Call["event"], stack: string): number =>
  calls.find((call) => call.event === event && call.stack === stack && call.command === "up")?.time ?? NaN;

test("up starts a layer when the layers it reads are done, and does not wait for others of the same height", async () => {
  const rig = await createRolloutRig(diamond);
  await rig.script({ "10-c": { seconds: 1.5 } });
  const { exitCode } = await rig.run(["up", "--yes", "--parallel", "4"]);
  expect(exitCode).toBe(0);
  const calls = await rig.calls();
  expect(time(calls, "start", "20-d/dev")).toBeLessThan(time(calls, "end", "10-c/dev"));
  expect(time(calls, "start", "30-e/dev")).toBeGreaterThanOrEqual(time(calls, "end", "10-c/dev"));
});

test("--parallel 1 brings one layer up at a time, in rank order", async () => {
  const rig = await createRolloutRig(diamond);
  await rig.run(["up", "--yes", "--parallel", "1"]);
  expect(await operations(rig)).toEqual([
    "up 00-a/dev",
    "up 10-b/dev",
    "up 10-c/dev",
    "up 20-d/dev",
    "up 30-e/dev",
  ]);
});

test("what a preview would publish reaches no up, not even from the environment of whoever starts it", async () => {
  const rig = await createRolloutRig(diamond);
  const ROLLOUT_PLANNED_OUTPUTS = "/somebody/elses.json";
  await rig.run(["preview"], { ROLLOUT_PLANNED_OUTPUTS });
  await rig.run(["up", "--yes"], { ROLLOUT_PLANNED_OUTPUTS });
  const calls = (await rig.calls()).filter(({ event }) => event === "start");
  const given = (verb: string) =>
    new Set(calls.filter(({ command }) => command === verb).map(({ planned }) => planned ?? "none"));
  expect(given("up")).toEqual(new Set(["none"]));
  expect([...given("preview")]).toEqual(
    expect.arrayContaining([
      "none",
      expect.stringMatching(/\/planned-[0-9a-f-]+\/20-d\.dev\.upstreams\.json$/),
    ]),
  );
});

test("a failed layer blocks its readers at any distance and nothing else", async () => {
  const rig = await createRolloutRig(diamond);
  await rig.script({ "10-b": { fails: "creating Thing: quota exceeded" } });
  const { exitCode, stdout } = await rig.run(["up", "--yes"]);
  expect(exitCode).toBe(1);
  expect(await operations(rig)).toEqual(expect.arrayContaining(["up 10-c/dev"]));
  expect(await operations(rig)).not.toEqual(expect.arrayContaining(["up 20-d/dev"]));
  expect(stdout).toMatch(/^20-d\/dev +■ blocked by 10-b\/dev$/m);
  expect(stdout).toMatch(/^30-e\/dev +■ blocked by 10-b\/dev$/m);
  expect(stdout).toContain("fake:index:Thing thing\n");
  expect(stdout).toContain("creating Thing: quota exceeded");
});

test("--fail-fast starts nothing new after the first failure", async () => {
  const rig = await createRolloutRig(diamond);
  await rig.script({ "10-b": { fails: "no" } });
  await rig.run(["up", "--yes", "--fail-fast", "--parallel", "1"]);
  expect(await operations(rig)).toEqual(["up 00-a/dev", "up 10-b/dev"]);
});

test("destroy runs over the same queue from its other end", async () => {
  const rig = await createRolloutRig(diamond);
  await rig.run(["up", "--yes"]);
  const before = (await operations(rig)).length;
  const { exitCode } = await rig.run(["destroy", "--yes", "--parallel", "1"]);
  expect(exitCode).toBe(0);
  expect((await operations(rig)).slice(before)).toEqual([
    "destroy 30-e/dev",
    "destroy 20-d/dev",
    "destroy 10-c/dev",
    "destroy 10-b/dev",
    "destroy 00-a/dev",
  ]);
});

test("a layer waits for a selected one also where the way to it leads over one that is not", async () => {
  const rig = await createRolloutRig(diamond);
  await rig.run(["up", "20", "00", "--yes", "--parallel", "4"]);
  const calls = await rig.calls();
  expect(await operations(rig)).toEqual(["up 00-a/dev", "up 20-d/dev"]);
  expect(time(calls, "start", "20-d/dev")).toBeGreaterThanOrEqual(time(calls, "end", "00-a/dev"));
});

test("an environment brings the shared stack along that it reads, and destroy leaves that one alone", async () => {
  const rig = await createRolloutRig({
    "00-account": { stacks: { nonprod: "" } },
    "10-network": {
      reads: ["00-account"],
      stacks: {
        dev: '  10-network:upstreams: {"00-account": nonprod}\n',
        poc: '  10-network:upstreams: {"00-account": nonprod}\n',
      },
    },
  });
  await rig.run(["up", "--env", "dev", "--yes"]);
  await rig.run(["destroy", "--env", "dev", "--yes"]);
  expect(await operations(rig)).toEqual([
    "up 00-account/nonprod",
    "up 10-network/dev",
    "destroy 10-network/dev",
  ]);
});
