import { expect, test } from "@jest/globals";
import { createRolloutRig, operations } from "../support/rollout-rig.ts";

const chain = { "10-a": {}, "20-b": { reads: ["10-a"] } };

test("an error that may pass is tried again after a while, and told", async () => {
  const rig = await createRolloutRig(chain);
  await rig.script({ "10-a": { fails: "ThrottlingException: Rate exceeded", failsTimes: 1 } });
  const { exitCode, stdout } = await rig.run(["up", "--yes"]);
  expect(exitCode).toBe(0);
  expect(await operations(rig)).toEqual(["up 10-a/dev", "up 10-a/dev", "up 20-b/dev"]);
  expect(stdout).toContain(
    "failed, which may pass (AWS limits the rate of calls of an account): retry 1 of 2 in 2 s",
  );
});

test("--retries 0 and errors that stay are not tried again", async () => {
  const rig = await createRolloutRig(chain);
  await rig.script({ "10-a": { fails: "ThrottlingException" } });
  expect((await rig.run(["up", "--yes", "--retries", "0"])).exitCode).toBe(1);
  await rig.script({ "10-a": { fails: "AccessDenied" } });
  expect((await rig.run(["up", "--yes"])).exitCode).toBe(1);
  expect(await operations(rig)).toEqual(["up 10-a/dev", "up 10-a/dev"]);
});

test("--timeout cancels a layer that takes longer, and says so", async () => {
  const rig = await createRolloutRig(chain);
  await rig.script({ "10-a": { seconds: 60 } });
  const { exitCode, stdout } = await rig.run(["up", "--yes", "--timeout", "0.02"]);
  expect(exitCode).toBe(1);
  expect(stdout).toContain("it took longer than 0.02 min and was cancelled");
  expect((await rig.calls()).filter(({ event }) => event === "SIGINT")).toHaveLength(1);
});

test("--continue is handed to the engine", async () => {
  const rig = await createRolloutRig({ "10-a": {} });
  await rig.run(["up", "--yes", "--continue"]);
  expect((await rig.calls()).find(({ command }) => command === "up")?.argv).toContain("--continue-on-error");
});

test.each([
  [["--timeout", "0"], 'expected minutes above 0, got "0"'],
  [["--retries", "-1"], 'expected a whole number of at least 0, got "-1"'],
])("%j is refused", async (args, message) => {
  const rig = await createRolloutRig(chain);
  const { exitCode, stderr } = await rig.run(["up", "--yes", ...args]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
});
