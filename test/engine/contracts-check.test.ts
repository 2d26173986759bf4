import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, expect, test } from "@jest/globals";
import { runProcess } from "../../tools/process.ts";
import { copyFixture, editFile } from "../support/real-rollout.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
let repository = "";

beforeEach(async () => {
  repository = await createOwnRepository();
  expect(await contracts("snapshot")).toEqual({
    exitCode: 0,
    stdout: "wrote the 3 contracts of this repository to promises/snapshot.json; commit it",
    stderr: "",
  });
  await git("init", "--quiet", "--initial-branch", "main");
  await git("add", "--all");
  await git("commit", "--quiet", "--message", "all");
});

async function contracts(...args: string[]) {
  const { exitCode, stdout, stderr } = await runProcess(process.execPath, [
    ...[join(root, "tools", "cli.ts"), "-C", repository, "contracts", ...args],
  ]);
  return { exitCode, stdout: stdout.trimEnd(), stderr: stderr.trimEnd() };
}

const edit = (path: string, from: string, to: string) => editFile(join(repository, path), from, to);

async function git(...args: string[]): Promise<void> {
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  const { exitCode, stderr } = await runProcess("git", ["-C", repository, ...identity, ...args]);
  if (exitCode !== 0) throw new Error(stderr);
}

/** The foreign repository with the contract core inside, so that git knows all of it. */
async function createOwnRepository(): Promise<string> {
  const copy = await copyFixture("foreign");
  await cp(join(root, "shared"), join(copy, "shared"), {
    recursive: true,
    filter: (path) => path === join(root, "shared") || /shared\/[^/]+\.ts$/.test(path),
  });
  await writeFile(join(copy, ".gitignore"), ".rollout/\n");
  for (const file of await readdir(copy, { recursive: true })) {
    if (!file.endsWith(".ts") || file.startsWith("shared")) continue;
    const text = await readFile(join(copy, file), "utf8");
    await writeFile(
      join(copy, file),
      text.replace(/(\.\.\/){4,}shared\//g, "../".repeat(file.split("/").length - 1) + "shared/"),
    );
  }
  return copy;
}

const remedy =
  "to do: publish the old beside the new, move the layers that take it and take it away once no deployed stack " +
  "reads it; where they change with it, say so by committing what rollout contracts snapshot writes";

test("contracts that are as they were keep every promise", async () => {
  expect(await contracts("check")).toEqual({
    exitCode: 0,
    stdout: "3 contracts keep every promise since the snapshot",
    stderr: "",
  });
});

test("every kind of break names the producer, the field and each place that takes it, against snapshot and revision", async () => {
  await edit("promises/base.ts", "zone: z.string()", "area: z.string()");
  await edit("promises/base.ts", 'secrets: ["token"],', "");
  await edit("promises/store.ts", "z.string()", "z.string().optional()");
  const findings = [
    'break: renamed "zone" of base is gone, likely renamed to "area"; taken by',
    "  site  projects/site/index.ts:12",
    "  store  projects/store/index.ts:11",
    'break: secrecy "token" of base is plain, was secret; taken by',
    "  store  projects/store/index.ts:11",
    'break: weakened "shelf" of store may now be absent; taken by',
    "  site  projects/site/index.ts:14",
  ];
  const { exitCode, stdout } = await contracts("check");
  expect(stdout.split("\n")).toEqual([...findings, "3 promises since the snapshot are broken", remedy]);
  expect(exitCode).toBe(1);

  await git("commit", "--quiet", "--all", "--message", "break");
  const since = await contracts("check", "--since", "HEAD~1");
  expect(since.stdout.split("\n")).toEqual([
    ...findings,
    expect.stringMatching(/^3 promises since HEAD~1 \([0-9a-f]{8}\) are broken$/),
    remedy,
  ]);
  expect(since.exitCode).toBe(1);
  expect(await readdir(join(repository, ".rollout"))).toEqual([]);
});

test("what no layer takes may go, and the snapshot is to follow", async () => {
  await edit("promises/base.ts", 'size: z.number().describe("How much of it"),', "");
  await edit("promises/site.ts", "outputs: {", 'outputs: { title: z.string().describe("Its title"),');
  expect(await contracts("check")).toEqual({
    exitCode: 0,
    stdout: [
      'free: removed "size" of base is gone; no layer takes it',
      'free: site publishes "title" now',
      "3 contracts keep every promise since the snapshot",
      "to do: rollout contracts snapshot, and commit it with the change",
    ].join("\n"),
    stderr: "",
  });
});

test("what is retiring says so, and is promised until its day though no layer takes it", async () => {
  const size = 'size: z.number().describe("How much of it"),';
  await edit("promises/base.ts", "outputs: {", 'retiring: { size: { until: "2999-12-31" } },\n  outputs: {');
  expect(await contracts("check")).toEqual({
    exitCode: 0,
    stdout: [
      'free: "size" of base is promised until 2999-12-31 now',
      "3 contracts keep every promise since the snapshot",
      "to do: rollout contracts snapshot, and commit it with the change",
    ].join("\n"),
    stderr: "",
  });
  await contracts("snapshot");
  await edit("promises/base.ts", 'retiring: { size: { until: "2999-12-31" } },', "");
  await edit("promises/base.ts", size, "");
  const gone = await contracts("check");
  expect(gone.stdout.split("\n").slice(0, 2)).toEqual([
    'break: removed "size" of base is gone; it is promised until 2999-12-31',
    "1 promise since the snapshot is broken",
  ]);
  expect(gone.exitCode).toBe(1);
});

test("a field is found where the upstream is handed on, under a narrower type, by name and as a whole", async () => {
  await writeFile(
    join(repository, "projects", "site", "page.ts"),
    [
      'import type { Layer, Upstream } from "../../shared/stack-reference.ts";',
      'import { base } from "../../promises/base.ts";',
      'import type { site } from "../../promises/site.ts";',
      "interface Wanted { zone: unknown }",
      "const show = (wanted: Wanted): unknown => wanted.zone;",
      'const pick = (some: Pick<Upstream<typeof base>, "zone">): unknown => some["zone"];',
      "export async function page(layer: Layer<typeof site>): Promise<unknown> {",
      "  const ground = await layer.read(base);",
      '  const named = await layer.readPlain(base, "zone");',
      "  return [show(ground), pick(ground), named, { ...ground }];",
      "}",
    ].join("\n"),
  );
  await edit("promises/base.ts", "zone: z.string()", "zone: z.number()");
  const { stdout } = await contracts("check", "--json");
  const { breaks } = JSON.parse(stdout) as { breaks: { readers: { file: string; line: number }[] }[] };
  const lines = breaks[0]?.readers.filter(({ file }) => file === "projects/site/page.ts");
  expect(lines?.map(({ line }) => line)).toEqual([6, 9, 10]);
});

test("a comparison with what is not there is refused with what to do", async () => {
  expect(await contracts("check", "--since", "nowhere")).toEqual({
    exitCode: 2,
    stdout: "",
    stderr: [
      'error: revision "nowhere" does not exist or has no history in common with HEAD',
      "to do: name another, such as: --since HEAD~1",
    ].join("\n"),
  });
  expect(await contracts("check", "--since", "HEAD", "--against", "snapshot")).toMatchObject({
    exitCode: 2,
    stderr:
      "error: --since and --against name two things to compare with, expected one\nto do: drop one of them",
  });
  await writeFile(join(repository, "promises", "snapshot.json"), '[{"layer": ');
  expect(await contracts("check")).toMatchObject({
    exitCode: 2,
    stderr: [
      'error: promises/snapshot.json is broken, expected what "rollout contracts snapshot" writes',
      "to do: take it from git, or make it with: rollout contracts snapshot",
    ].join("\n"),
  });
  await rm(join(repository, "promises", "snapshot.json"));
  expect(await contracts("check")).toMatchObject({
    exitCode: 2,
    stderr: [
      "error: promises/snapshot.json does not exist, expected what the contracts promised",
      "to do: make it with: rollout contracts snapshot; or compare with a revision: rollout contracts check --since main",
    ].join("\n"),
  });
});
