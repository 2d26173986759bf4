import { appendFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { report } from "../../tools/report.ts";
import { createRolloutRig, operations, type RolloutRig } from "../support/rollout-rig.ts";

const fullDisk = fileURLToPath(new URL("../support/fixtures/full-disk.mjs", import.meta.url));
const chain = { "10-a": {}, "20-b": { reads: ["10-a"] } };
const stateFolder = (rig: RolloutRig): string => join(rig.root, ".rollout", "deployed");
/** The state folder is on a disk that is full once a file exists. */
const onFullDisk = (rig: RolloutRig, since: string) => ({
  ...{ NODE_OPTIONS: `--import ${fullDisk}`, FULL_DISK: stateFolder(rig) },
  FULL_DISK_SINCE: join(rig.root, since),
});
const stacksOf = async (rig: RolloutRig): Promise<string[]> =>
  (await readdir(join(rig.root, "backend", ".pulumi", "stacks"), { recursive: true })).sort();

test("a disk that fills up during a rollout costs its notes, not the rollout, and nothing is left half-written", async () => {
  const rig = await createRolloutRig(chain);
  await rig.run(["up", "10-a", "--yes"]);
  const before = await readFile(join(stateFolder(rig), "report.json"), "utf8");
  await rig.script({ "10-a": { seconds: 1 } });
  const marked = (await rig.calls()).length;
  const tool = rig.run(["up", "--yes", "--force"], onFullDisk(rig, "full"));
  while ((await rig.calls()).length === marked) await new Promise((resolve) => setTimeout(resolve, 20));
  await writeFile(join(rig.root, "full"), "");
  const { exitCode, stdout, stderr } = await tool;
  expect(stdout).toMatch(/^10-a\/dev +✓ succeeded/m);
  expect(stdout).toContain("the journal cannot be written (ENOSPC): no --resume of this");
  expect(stdout).toContain("is up, but that cannot be kept (ENOSPC), so the next rollout runs it again");
  expect(stdout).toContain("to do: make room on the disk and run the same command again");
  expect(stderr).toBe(`the report cannot be written to ${stateFolder(rig)} (ENOSPC)`);
  expect(exitCode).toBe(1);
  expect(await readFile(join(stateFolder(rig), "report.json"), "utf8")).toBe(before);

  await rm(join(rig.root, "full"));
  const resumed = await rig.run(["up", "--yes", "--resume"]);
  expect(resumed).toMatchObject({ exitCode: 0, stderr: "" });
  expect((await operations(rig)).slice(-2)).toEqual(["up 10-a/dev", "up 20-b/dev"]);
  expect(await stacksOf(rig)).toEqual(["10-a", "10-a/dev.json", "20-b", "20-b/dev.json"]);
});

test("a disk that is full from the start is told before anything is changed", async () => {
  const rig = await createRolloutRig(chain);
  const { exitCode, stderr } = await rig.run(["up", "--yes"], onFullDisk(rig, "package.json"));
  expect({ exitCode, called: await operations(rig) }).toEqual({ exitCode: 1, called: [] });
  expect(stderr).toMatch(
    /^error: \S+\/journals\/dev\.jsonl\S* cannot be used \(ENOSPC\)\nto do: make room on the disk and run the same command again$/,
  );
});

test("what a kill has left of journal, report and notes is passed over, and written anew", async () => {
  const rig = await createRolloutRig(chain);
  await rig.run(["up", "--yes"]);
  await appendFile(join(stateFolder(rig), "journals", "dev.jsonl"), '{"type":"layer","id":"10-a');
  await writeFile(join(stateFolder(rig), "report.json"), '{"version": 1, "lay');
  await writeFile(join(stateFolder(rig), "last-up", "20-b.dev.json"), '{"format": 1');
  const after = await rig.run(["up", "--yes", "--why"]);
  expect(after.exitCode).toBe(0);
  expect(after.stdout).toMatch(/^20-b\/dev +runs because its last update was not a successful one/m);
  const text = await readFile(join(stateFolder(rig), "report.json"), "utf8");
  expect(report.parse(JSON.parse(text)).result).toBe("succeeded");

  await writeFile(join(stateFolder(rig), "journals", "dev.jsonl"), "no journal at all\n");
  expect(await rig.run(["up", "--yes", "--resume"])).toMatchObject({
    exitCode: 2,
    stderr: [
      'error: there is no rollout of "dev" to resume: its journal is missing or broken',
      "to do: start it again without --resume; layers that are up to date are skipped",
    ].join("\n"),
  });
});

test("a state folder with something else in the place of its files is told by the file, and nothing is changed", async () => {
  const rig = await createRolloutRig(chain);
  await mkdir(join(stateFolder(rig), "journals", "dev.jsonl"), { recursive: true });
  const { exitCode, stderr } = await rig.run(["up", "--yes"]);
  expect({ exitCode, called: await operations(rig) }).toEqual({ exitCode: 1, called: [] });
  expect(stderr).toMatch(/^error: \S+ cannot be used \(E[A-Z]+\)\nto do: look at the file or folder/);
});
