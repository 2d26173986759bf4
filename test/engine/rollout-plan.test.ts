import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { copyFixture, editFile, rehearse, summarize } from "../support/real-rollout.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

describe("a saved plan", () => {
  const state = createTemporaryFolder();
  const bundle = join(createTemporaryFolder(), "plan");
  let repository = "";
  const run = (...args: string[]) => rehearse(repository, state, args);
  const inRepository = (...path: string[]): string => join(repository, "projects", ...path);
  const baseConfig = () => inRepository("base", "Pulumi.ground.yaml");

  /** The backend's stacks, byte for byte. */
  async function writtenState(): Promise<Record<string, string>> {
    const folder = join(state, "state", ".pulumi", "stacks");
    const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".json"));
    const contents = files.map(async (file) => [file, await readFile(join(folder, file), "utf8")] as const);
    return Object.fromEntries(await Promise.all(contents));
  }

  async function expectRefusal(...changed: string[]): Promise<void> {
    const before = await writtenState();
    const { exitCode, stderr, report } = await run("up", "--plan", bundle);
    const [, at = ""] = /its preview \((\S+)\)/.exec(stderr) ?? [];
    expect({ exitCode, report, lines: stderr.split("\n") }).toEqual({
      exitCode: 1,
      report: undefined,
      lines: [
        `error: the plan in ${bundle} is stale, expected all as it was at its preview (${at}):`,
        ...changed.map((fault) => `  - ${fault}`),
        `to do: make and review a new one with: rollout preview --save ${bundle}; nothing was changed`,
      ],
    });
    expect(await writtenState()).toEqual(before);
  }

  beforeAll(async () => {
    repository = await copyFixture("foreign");
    await editFile(baseConfig(), 'base:size: "3"', 'base:size: "12"');
  });

  test("of an environment with nothing deployed is brought up, with no planned value in it", async () => {
    expect((await run("preview", "--save", bundle)).exitCode).toBe(0);
    const plan = await readFile(join(bundle, "store.dev.plan.json"), "utf8");
    expect(plan).not.toContain("token-of-north");
    const result = await run("up", "--plan", bundle);
    expect({ exitCode: result.exitCode, layers: summarize(result) }).toEqual({
      exitCode: 0,
      layers: [
        "base/ground succeeded +2 ~0 -0",
        "store/dev succeeded +3 ~0 -0",
        "site/dev succeeded +2 ~0 -0",
      ],
    });
    await expectRefusal(
      "base/ground: its stack was changed",
      "store/dev: its stack was changed",
      "site/dev: its stack was changed",
    );
  });

  test("made for 12 to 20 is refused where somebody has set 31 meanwhile", async () => {
    await editFile(baseConfig(), 'base:size: "12"', 'base:size: "20"');
    expect((await run("preview", "base", "--save", bundle)).exitCode).toBe(0);
    await editFile(baseConfig(), 'base:size: "20"', 'base:size: "31"');
    expect((await run("up", "base")).exitCode).toBe(0);
    await editFile(baseConfig(), 'base:size: "31"', 'base:size: "20"');
    await expectRefusal("base/ground: its stack was changed");
  });

  test("is refused when program, configuration, packages or an upstream's value changed, each by name", async () => {
    expect((await run("preview", "store", "--save", bundle)).exitCode).toBe(0);
    const program = inRepository("store", "index.ts");
    await editFile(program, "fell off", "dropped off");
    await editFile(inRepository("store", "Pulumi.dev.yaml"), "- bottom", "- floor");
    await editFile(join(repository, "package.json"), '"private": true', '"private": false');
    expect((await run("up", "base")).exitCode).toBe(0);
    await expectRefusal(
      "store/dev: projects/store/index.ts changed",
      "store/dev: its configuration changed",
      "store/dev: package.json changed",
      "store/dev: the outputs of base/ground changed",
    );
    await editFile(program, "dropped off", "fell off");
    await editFile(inRepository("store", "Pulumi.dev.yaml"), "- floor", "- bottom");
    await editFile(join(repository, "package.json"), '"private": false', '"private": true');
  });

  test("whose outputs come out otherwise each time is refused before anything is written", async () => {
    const program = inRepository("site", "index.ts");
    await editFile(program, "`https://${config.host}`", "`https://${config.host}/${Date.now()}`");
    await editFile(program, '"page"', '"sheet"');
    expect((await run("preview", "site", "--save", bundle)).exitCode).toBe(0);
    const before = await writtenState();
    const result = await run("up", "--plan", bundle);
    expect(result.exitCode).toBe(1);
    expect(result.report?.layers[0]?.faults).toEqual([
      {
        message: [
          "it would do more than was reviewed, so nothing of this layer was changed:",
          '  - another output "url" than was reviewed',
        ].join("\n"),
        remedy: "make and review a new plan with: rollout preview --save",
      },
    ]);
    expect(await writtenState()).toEqual(before);
  });

  test("that was edited is no reviewed one, and goes with nothing that changes what is brought up", async () => {
    await editFile(join(bundle, "site.dev.plan.json"), '"sheet"', '"other"');
    expect(await run("up", "--plan", bundle)).toMatchObject({
      exitCode: 1,
      stderr: [
        `error: the plan in ${bundle} was changed after its preview: site.dev.plan.json`,
        "to do: make one with: rollout preview --save <folder>",
      ].join("\n"),
    });
    expect(await run("up", "--plan", bundle, "--force")).toMatchObject({
      exitCode: 2,
      stderr:
        "error: --force means nothing with --plan, which does what was reviewed\nto do: drop --force or --plan",
    });
  });

  test("is left as soon as an update does what its preview did not, and what was done is told", async () => {
    const program = inRepository("store", "index.ts");
    await editFile(
      program,
      "if (config.fails && ",
      `if (!pulumi.runtime.isDryRun()) new pulumi.Stash("attic", { input: shelves[0]?.urn });\n  if (config.fails && `,
    );
    expect((await run("preview", "store", "--save", bundle)).exitCode).toBe(0);
    const result = await run("up", "--plan", bundle);
    expect(result.exitCode).toBe(1);
    expect(result.report?.layers[0]?.faults[0]).toEqual({
      message:
        "it began what its plan does not say, so it was stopped there: " +
        "create of pulumi:index:Stash attic, where nothing was planned",
      remedy: "a program that does in an update what it does not in a preview cannot be brought up by a plan",
    });
  });
});
