import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { copyFixture, editFile, openRehearsal, rehearse, summarize } from "../support/real-rollout.ts";
import { runProcess } from "../../tools/process.ts";
import { standingOf } from "../../tools/up-to-date.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

const seed = 20260821;

describe("layers that are up to date", () => {
  const state = createTemporaryFolder();
  let repository = "";
  const run = (...args: string[]) => rehearse(repository, state, args);
  const layerFile = (layer: string, file: string): string => join(repository, "projects", layer, file);

  beforeAll(async () => {
    repository = await copyFixture("foreign");
    expect((await run("up")).exitCode).toBe(0);
  });

  test("are skipped with the reason, also by --why, and --force runs one anyway", async () => {
    const skipped = await run("up", "--why");
    expect(summarize(skipped)).toEqual([
      "base/ground up-to-date +0 ~0 -0",
      "store/dev up-to-date +0 ~0 -0",
      "site/dev up-to-date +0 ~0 -0",
    ]);
    expect(skipped.stdout).toMatch(
      /^store\/dev +skipped because nothing that decides its update has changed since \d{4}-/m,
    );
    expect(skipped.report?.layers[0]?.outputs).toMatchObject({ zone: "north", token: "[secret]" });
    const forced = await run("up", "base", "--force", "--why");
    expect(summarize(forced)).toEqual(["base/ground succeeded +0 ~0 -0"]);
    expect(forced.stdout).toMatch(/^base\/ground +runs because --force says so$/m);
  });

  // What must hold is one way only: an update in vain is a nuisance, a change that is never made is a fault.
  test("random edits never skip a layer that plain pulumi would change", async () => {
    await run("up");
    const random = generator(seed);
    const told: string[] = [];
    const maximumEngineRuns = 8;
    for (const edit of shuffle(edits(), random)) {
      if (told.length >= maximumEngineRuns) break;
      await edit();
      for (const [layer, reasons] of await standings()) {
        if (reasons.length > 0 || told.length >= maximumEngineRuns) continue;
        told.push(await previewPlainly(layer));
      }
    }
    expect(told.length).toBeGreaterThan(3);
    expect(told.filter((result) => !result.endsWith(" no changes"))).toEqual([]);
  });

  const edits = (): (() => Promise<void>)[] => [
    () => editFile(layerFile("base", "Pulumi.ground.yaml"), 'base:size: "3"', 'base:size: "4"'),
    () => editFile(layerFile("store", "Pulumi.dev.yaml"), "    - bottom\n", "    - bottom\n    - floor\n"),
    () => editFile(layerFile("site", "index.ts"), '"page"', '"sheet"'),
    () => editFile(layerFile("site", "Pulumi.yaml"), "name: site", "name: site\ndescription: changed"),
    () => appendFile(layerFile("store", "config.ts"), "// a remark\n"),
    () => editFile(join(repository, "promises", "base.ts"), "How much of it", "How much there is"),
    () => writeFile(layerFile("site", "new.ts"), "export {};\n"),
    () => writeFile(join(repository, "notes.md"), "nobody imports this\n"),
    () => writeFile(layerFile("base", "Pulumi.other.yaml"), "config: {}\n"),
  ];

  async function standings(): Promise<[string, string[]][]> {
    const { project, workspace } = await openRehearsal(repository, state);
    const found = project.plan.nodes.map(async (node): Promise<[string, string[]]> => {
      return [node.id, (await standingOf(workspace, node)).reasons];
    });
    return Promise.all(found);
  }

  async function previewPlainly(id: string): Promise<string> {
    const { workspace } = await openRehearsal(repository, state);
    const [layer = "", stack = ""] = id.split("/");
    const { exitCode } = await runProcess(
      workspace.pulumi.file,
      ["preview", "--expect-no-changes", "--stack", `organization/${layer}/${stack}`, "--non-interactive"],
      { cwd: join(state, "projects", layer), env: workspace.pulumi.env },
    );
    return `${id} ${exitCode === 0 ? "no changes" : "has changes"}`;
  }

  test("run again after somebody else's update, and only they", async () => {
    const { workspace } = await openRehearsal(repository, state);
    await run("up");
    const { exitCode } = await runProcess(
      workspace.pulumi.file,
      ["up", "--yes", "--skip-preview", "--stack", "organization/store/dev", "--non-interactive"],
      { cwd: join(state, "projects", "store"), env: workspace.pulumi.env },
    );
    expect(exitCode).toBe(0);
    const result = await run("up", "--why");
    expect(result.stdout).toMatch(
      /^store\/dev +runs because its stack was changed since by something else$/m,
    );
    expect(summarize(result)[0]).toBe("base/ground up-to-date +0 ~0 -0");
    expect(summarize(result)[1]).toBe("store/dev succeeded +0 ~0 -0");
  });
});

/** mulberry32: the same edits in the same order on every machine. */
function generator(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffle<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
