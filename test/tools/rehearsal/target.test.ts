import { expect, test } from "@jest/globals";
import { emulatorVariable } from "../../../shared/emulator.ts";
import { createRolloutRig } from "../../support/rollout-rig.ts";

test("--target reaches the programs of a rehearsal; the real thing gets no emulator, whatever the caller has set", async () => {
  const rig = await createRolloutRig({ "10-a": {} });
  const leftOver = { [emulatorVariable]: "http://localhost:1" };
  const up = ["up", "--force", "--no-gates"];
  await rig.run([...up, "--rehearse", "--target", "http://localhost:4566"], leftOver);
  await rig.run([...up, "--rehearse"], leftOver);
  await rig.run([...up, "--yes"], leftOver);
  const calls = (await rig.calls()).filter(({ event, command }) => event === "start" && command === "up");
  expect(calls.map(({ emulator }) => emulator)).toEqual(["http://localhost:4566", undefined, undefined]);
});

test.each(["preview", "drift"])("%s of what an emulator holds asks that emulator", async (verb) => {
  const rig = await createRolloutRig({ "10-a": {} });
  const target = ["--rehearse", "--target", "http://localhost:4566"];
  await rig.run(["up", "--no-gates", ...target]);
  const before = (await rig.calls()).length;
  await rig.run([verb, ...target]);
  const asked = (await rig.calls())
    .slice(before)
    .filter(({ event, command }) => event === "start" && command !== "stack");
  expect([...new Set(asked.map(({ emulator }) => emulator))]).toEqual(["http://localhost:4566"]);
});
