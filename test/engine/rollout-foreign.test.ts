import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { copyFixture, editFile, readFiles, rehearse, summarize, unlock } from "../support/real-rollout.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

// A repository that is not ours: other names, no numbers, no AWS, the shared stack base/ground.
//   base ── store ── site
//      \____________/
describe("a foreign repository", () => {
  const state = createTemporaryFolder();
  let repository = "";
  const run = (...args: string[]) => rehearse(repository, state, args);
  beforeAll(async () => {
    repository = await copyFixture("foreign");
  });

  test("a layer whose upstream was never deployed fails with what to deploy", async () => {
    const result = await run("up", "store");
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain(
      "store/dev cannot read organization/base/ground: the stack was never deployed",
    );
  });

  test("a preview with nothing deployed announces what up then creates", async () => {
    const preview = await run("preview", "--fresh");
    const up = await run("up");
    expect(summarize(preview)).toEqual([
      "base/ground succeeded +2 ~0 -0",
      "store/dev succeeded +3 ~0 -0",
      "site/dev succeeded +2 ~0 -0",
    ]);
    expect(summarize(up)).toEqual(summarize(preview));
    expect(up.exitCode).toBe(0);
    expect(up.stdout).toMatch(/^ {2}token {2}\[secret\]$/m);
    expect(up.report?.layers[0]?.outputs).toMatchObject({ zone: "north", size: 3, token: "[secret]" });
  });

  test("a rollout leaves a page for a change ticket with what was done to each layer", async () => {
    const page = await readFile(join(state, "report.html"), "utf8");
    const text = page.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
    expect(text).toMatch(/Rollout of dev \(rehearsal\) succeeded in \d+\.\d s Started 20/);
    expect(text).toContain("base/ground 2 created; it ran because it is not deployed");
    expect(text).toContain("size added: 3 token added: [secret] zone added: north");
    expect(text).toContain("Create (1) pulumi:index:Stash ground");
  });

  test("nothing of a secret is in what the tool leaves behind", async () => {
    const log = await readFile(join(state, "logs", "base.ground.up.jsonl"), "utf8");
    expect(log).not.toContain("token-of-north");
    expect(await readFile(join(state, "report.json"), "utf8")).not.toContain("token-of-north");
    expect(await readFile(join(state, "report.html"), "utf8")).not.toContain("token-of-north");
  });

  test("a second up finds everything up to date", async () => {
    expect(summarize(await run("up"))).toEqual([
      "base/ground up-to-date +0 ~0 -0",
      "store/dev up-to-date +0 ~0 -0",
      "site/dev up-to-date +0 ~0 -0",
    ]);
  });

  test("a change that was not applied shows in the previews of its readers, secrets unknown and not in plain", async () => {
    const file = join(repository, "projects", "base", "Pulumi.ground.yaml");
    await editFile(file, "zone: north", "zone: south");
    expect(summarize(await run("preview"))).toEqual([
      "base/ground succeeded +0 ~1 -0",
      "store/dev succeeded +0 ~2 -0",
      "site/dev succeeded +0 ~1 -0",
    ]);
    expect((await run("outputs", "base", "--json")).stdout).toContain('"zone": "north"');
    await editFile(file, "zone: south", "zone: north");
  });

  test("a layer that fails blocks its reader, and its message is the program's own", async () => {
    const file = join(repository, "projects", "store", "Pulumi.dev.yaml");
    await editFile(file, "config:\n", "config:\n  store:fails: true\n");
    const result = await run("up");
    expect(result.exitCode).toBe(1);
    expect(summarize(result)).toEqual([
      "base/ground up-to-date +0 ~0 -0",
      "store/dev failed +0 ~0 -0",
      "site/dev blocked by store/dev",
    ]);
    expect(result.report?.layers[1]?.faults).toMatchObject([{ message: "the shelf fell off the wall" }]);
    await editFile(file, "  store:fails: true\n", "");
  });

  test("one protected resource keeps all that is to be destroyed as it is, until the refusal's own commands have unlocked it", async () => {
    const file = join(repository, "projects", "store", "Pulumi.dev.yaml");
    await editFile(file, "config:\n", "config:\n  store:locked: true\n");
    expect((await run("up", "store")).exitCode).toBe(0);
    await editFile(file, "store:locked: true", "store:locked: false");
    const before = readFiles(join(state, "state", ".pulumi", "stacks"));
    const refused = await run("destroy", "base", "--with-readers", "--continue");
    expect(refused).toMatchObject({ exitCode: 1, stdout: "", report: undefined });
    expect(refused.stderr.split("\n").slice(0, 5)).toEqual([
      "error: what is to be destroyed is protected:",
      "  - store/dev: pulumi:index:Stash top",
      "to do: when it is to go for good, take a last backup and unlock it in this order; nothing was changed",
      `  1. set store:locked: false in ${file}`,
      "  2. rollout up store/dev --env dev --rehearse",
    ]);
    expect(readFiles(join(state, "state", ".pulumi", "stacks"))).toEqual(before);
    await unlock(refused);
  });

  test("what a deployed stack reads is not destroyed, the readers are, in reverse", async () => {
    const refused = await run("destroy", "base", "--yes");
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain("base/ground is read by site/dev: zone");
    expect(refused.stderr).toContain("base/ground is read by store/dev: token, zone");
    const result = await run("destroy", "base", "--with-readers");
    expect(summarize(result)).toEqual([
      "site/dev succeeded +0 ~0 -2",
      "store/dev succeeded +0 ~0 -3",
      "base/ground succeeded +0 ~0 -2",
    ]);
  });
});
