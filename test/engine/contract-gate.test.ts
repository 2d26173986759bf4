import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { copyFixture, editFile, rehearse, summarize } from "../support/real-rollout.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

// base publishes zone, size and token to store and site; store publishes shelf to site.
describe("a field that deployed stacks read", () => {
  const state = createTemporaryFolder();
  let repository = "";
  const run = (...args: string[]) => rehearse(repository, state, args);
  const edit = (path: string, from: string, to: string) => editFile(join(repository, path), from, to);
  const stateOf = (layer: string, stack: string) =>
    readFile(join(state, "state", ".pulumi", "stacks", layer, `${stack}.json`), "utf8");
  beforeAll(async () => {
    repository = await copyFixture("foreign");
    expect((await run("up")).exitCode).toBe(0);
  });

  test("is not renamed under them: nothing is written and the readers are named", async () => {
    await edit("promises/base.ts", "zone: z", "area: z");
    await edit(
      "projects/base/index.ts",
      "    zone: config.zone,\n    size",
      "    area: config.zone,\n    size",
    );
    const before = await stateOf("base", "ground");
    const refused = await run("up");
    expect(refused).toMatchObject({
      exitCode: 1,
      report: undefined,
      stderr: [
        "error: deployed stacks still read what would change under them:",
        '  - "zone" of base/ground is gone, likely renamed to "area": read by site/dev, store/dev',
        "to do: publish the old beside the new, change the readers and bring them up " +
          "(rollout up site/dev store/dev), then take the old away; nothing was changed",
      ].join("\n"),
    });
    expect(await stateOf("base", "ground")).toBe(before);
  });

  test("is retired: expand, migrate, contract, with each step and who stands in its way shown", async () => {
    const retiring = async () => {
      const { exitCode, stdout } = await run("contracts", "retiring");
      return { exitCode, lines: stdout.trimEnd().split("\n") };
    };
    await edit("promises/base.ts", "    area: z", '    zone: z.string().describe("Old"),\n    area: z');
    await edit(
      "promises/base.ts",
      '  secrets: ["token"],',
      '  secrets: ["token"],\n  retiring: { zone: { replacedBy: "area", until: "2999-12-31" } },',
    );
    await edit(
      "projects/base/index.ts",
      "    area: config.zone,",
      "    zone: config.zone,\n    area: config.zone,",
    );
    expect((await run("up")).exitCode).toBe(0);
    expect(await retiring()).toEqual({
      exitCode: 0,
      lines: [
        '"zone" of base is promised until 2999-12-31; "area" takes its place',
        "  taken by site  projects/site/index.ts:12",
        "  taken by store  projects/store/index.ts:11",
        "  read by site/dev on its last update",
        "  read by store/dev on its last update",
        '  next: let these lines take "area", then: rollout up site store',
      ],
    });

    await edit("projects/store/index.ts", "const { zone, token }", "const { area: zone, token }");
    await edit("projects/site/index.ts", "const { zone }", "const { area: zone }");
    await edit("promises/base.ts", "2999-12-31", "2020-12-31");
    expect(await retiring()).toEqual({
      exitCode: 1,
      lines: [
        '"zone" of base is promised until 2020-12-31; "area" takes its place',
        "  read by site/dev on its last update",
        "  read by store/dev on its last update",
        "  next: the programs are moved; bring them up: rollout up site/dev store/dev",
      ],
    });
    expect((await run("up")).exitCode).toBe(0);
    expect(await retiring()).toEqual({
      exitCode: 0,
      lines: [
        '"zone" of base is promised until 2020-12-31; "area" takes its place',
        "  next: remove it from the contract and the program of base, then: rollout contracts snapshot, rollout up base",
      ],
    });

    await edit("promises/base.ts", '    zone: z.string().describe("Old"),\n', "");
    await edit("promises/base.ts", '  retiring: { zone: { replacedBy: "area", until: "2020-12-31" } },', "");
    await edit("projects/base/index.ts", "    zone: config.zone,\n    area", "    area");
    const contracted = await run("up", "base");
    expect(summarize(contracted)).toEqual(["base/ground succeeded +0 ~0 -0"]);
    expect(contracted.report?.layers[0]?.outputs).not.toHaveProperty("zone");
    expect(await retiring()).toEqual({ exitCode: 0, lines: ["no output is going to be removed"] });
  });

  test("does not get a value that readers who stay were not built to take, and does together with them", async () => {
    await edit("promises/base.ts", "area: z.string()", 'area: z.enum(["north", "south"])');
    expect((await run("up")).exitCode).toBe(0);
    await edit("promises/base.ts", '"north", "south"', '"north", "south", "moon"');
    await edit("projects/base/Pulumi.ground.yaml", "base:zone: north", "base:zone: moon");
    const before = await stateOf("base", "ground");
    const refused = await run("up", "base");
    expect(summarize(refused)).toEqual(["base/ground failed +0 ~0 -0"]);
    expect(refused.report?.layers[0]?.faults).toEqual([
      {
        message: [
          "deployed stacks were not built to take what this would publish:",
          '  - "area" Invalid option: expected one of "north"|"south", got "moon": read by site/dev, store/dev',
        ].join("\n"),
        remedy:
          "bring them up first, built to take it (rollout up site/dev store/dev), or together with it; " +
          "nothing of this layer was changed",
      },
    ]);
    expect(await stateOf("base", "ground")).toBe(before);
    const together = await run("up");
    expect(summarize(together).map((line) => line.split(" ")[1])).toEqual(Array(3).fill("succeeded"));
  });
});
