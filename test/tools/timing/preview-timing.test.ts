import { expect, test } from "@jest/globals";
import { createRolloutRig } from "../../support/rollout-rig.ts";

const database = "urn:pulumi:dev::20-b::aws:rds/instance:Instance::main";

test("preview --timing tells how long the previewed layers take on AWS, as text and as JSON", async () => {
  const rig = await createRolloutRig({ "10-a": {}, "20-b": { reads: ["10-a"] } });
  await rig.script({ "20-b": { plan: { [database]: { goal: {}, steps: ["create"], state: {} } } } });
  const text = await rig.run(["preview", "--timing"]);
  expect({ exitCode: text.exitCode, told: text.stdout.trimEnd().split("\n").slice(-4) }).toEqual({
    exitCode: 0,
    told: [
      "on AWS this takes about 5 min 55 s, from 4 min 40 s to 7 min 10 s",
      "  10-a/dev  5.0 s",
      "  20-b/dev  5 min 50 s",
      "    5 min 45 s  aws:rds/instance:Instance main",
    ],
  });
  const { stdout } = await rig.run(["preview", "--timing", "--json"]);
  expect(JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "")).toMatchObject({
    ...{ type: "timing-predicted", seconds: 355, quickest: 280, slowest: 430 },
    criticalPath: [{ layer: "10-a/dev" }, { layer: "20-b/dev", seconds: 350 }],
  });
  expect(await rig.run(["up", "--timing", "--yes"])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("unknown option '--timing'"),
  });
});
