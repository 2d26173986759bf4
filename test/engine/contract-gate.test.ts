import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { copyForeignRepository, editFile, rehearse, summarize } from "../support/real-rollout.ts";
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
    repository = await copyForeignRepository();
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

  test("goes once they are moved: expand, migrate, contract", async () => {
    await edit("promises/base.ts", "    area: z", '    zone: z.string().describe("Old"),\n    area: z');
    await edit(
      "projects/base/index.ts",
      "    area: config.zone,",
      "    zone: config.zone,\n    area: config.zone,",
    );
    await edit("projects/store/index.ts", "const { zone, token }", "const { area: zone, token }");
    await edit("projects/site/index.ts", "const { zone }", "const { area: zone }");
    expect((await run("up")).exitCode).toBe(0);

    await edit("promises/base.ts", '    zone: z.string().describe("Old"),\n', "");
    await edit("projects/base/index.ts", "    zone: config.zone,\n    area", "    area");
    const contracted = await run("up", "base");
    expect(summarize(contracted)).toEqual(["base/ground succeeded +0 ~0 -0"]);
    expect(contracted.report?.layers[0]?.outputs).not.toHaveProperty("zone");
  });
});
