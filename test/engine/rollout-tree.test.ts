import { fileURLToPath } from "node:url";
import { delimiter, join } from "node:path";
import { expect, test } from "@jest/globals";
import { environmentVariable } from "../../shared/environment.ts";
import { runProcess } from "../../tools/process.ts";
import { createRolloutRig } from "../support/rollout-rig.ts";

const tool = fileURLToPath(new URL("../../tools/cli.ts", import.meta.url));
const fakeEngine = fileURLToPath(new URL("../support/fixtures/fake-engine", import.meta.url));

// `script` gives it a terminal, and one that was never told its size.
test("at a terminal each layer has a live line with its time, what it waits for and how it ended", async () => {
  const rig = await createRolloutRig({ "10-a": {}, "20-b": { reads: ["10-a"] } });
  await rig.script({ "10-a": { seconds: 2 } });
  const line = `"${process.execPath}" "${tool}" up --yes`;
  const { exitCode, stdout } = await runProcess("script", ["-qec", line, "/dev/null"], {
    cwd: rig.root,
    env: {
      PATH: [fakeEngine, environmentVariable("PATH")].join(delimiter),
      PULUMI_BACKEND_URL: `file://${join(rig.root, "backend")}`,
      XDG_CACHE_HOME: join(rig.root, "cache"),
      ...{ FAKE_ENGINE: rig.root, NO_COLOR: "1", FORCE_COLOR: undefined, TERM: "xterm" },
    },
  });
  expect(exitCode).toBe(0);
  const frames = stdout.replaceAll("\r", "").split("\u001b[J");
  expect(frames.length).toBeGreaterThan(10);
  const shown = frames.join("\n");
  expect(shown).toMatch(/^[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] 10-a\/dev +1\.\d s {2}\S/m);
  expect(shown).toMatch(/^· {3}20-b\/dev +waiting for 10-a\/dev$/m);
  const last = frames.findLast((frame) => frame.includes("20-b/dev"))!;
  // The summary leaves out what nobody needs to read, so that it fits into 80 columns.
  expect(shown).toMatch(/^layer +result +created +time\n10-a\/dev +✓ succeeded +2 +\d\.\d s$/m);
  expect(last).toMatch(/^✓ 10-a\/dev +\S.*, \d\.\d s\n✓ {3}20-b\/dev +\S.*, \d\.\d s\n/m);
});
