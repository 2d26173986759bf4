import { cp, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { runProcess } from "../../../tools/process.ts";
import { createTemporaryFolder, writeFileAt, writeProgram } from "../../support/temporary-folder.ts";

const repository = fileURLToPath(new URL("../../../", import.meta.url));
const TOOL_WHEN_DONE = 'console.log("rollout", ...process.argv.slice(2)); process.exit(7);';

/** A clone with the set-up of this repository, one package, an npm that does what `npm` says, and an engine. */
async function createClone(npm: string): Promise<{ root: string; run: typeof runSetup }> {
  const root = createTemporaryFolder();
  await cp(join(repository, "tools/setup"), join(root, "tools/setup"), { recursive: true });
  const packages = { "node_modules/zod": { version: "4.0.0", integrity: "sha512-a" } };
  await writeFileAt(join(root, "package.json"), JSON.stringify({ dependencies: { zod: "4.0.0" } }));
  await writeFileAt(
    join(root, "package-lock.json"),
    JSON.stringify({ packages: { "": { dependencies: { zod: "4.0.0" } }, ...packages } }),
  );
  await writeFileAt(join(root, "installed.json"), JSON.stringify({ packages }));
  await writeFileAt(
    join(root, "tools/engine/prepare.ts"),
    'process.send({ type: "ready", pulumi: "/pulumi" });',
  );
  await writeFileAt(join(root, "tools/cli.ts"), TOOL_WHEN_DONE);
  await writeProgram(join(root, "bin/npm"), npm);
  await symlink(process.execPath, join(root, "bin/node"));
  return { root, run: (words) => runSetup(words, root) };
}

async function runSetup(words: string[], root = "") {
  const { exitCode, stdout, stderr } = await runProcess(process.execPath, ["tools/setup/run.mjs", ...words], {
    cwd: root,
    env: { PATH: `${join(root, "bin")}:/usr/bin:/bin`, INIT_CWD: undefined },
  });
  return { exitCode, stdout, stderr: stderr.replaceAll(root, "<root>").replace(/\d+ s\b/g, "<n> s") };
}

const INSTALLS = "mkdir -p node_modules/.bin && cp installed.json node_modules/.package-lock.json";

test("a fresh clone installs its packages, then runs the command and passes its exit code on", async () => {
  const { run } = await createClone(INSTALLS);
  expect(await run(["rollout", "list", "--json"])).toEqual({
    exitCode: 7,
    stdout: "rollout list --json",
    stderr: [
      "set-up: installing npm packages (about 1 minute, again only when package-lock.json changes)",
      "set-up: npm packages installed (<n> s)",
    ].join("\n"),
  });
});

test("the second run says nothing and does not call npm", async () => {
  const { root, run } = await createClone(INSTALLS);
  await run(["setup"]);
  await writeProgram(join(root, "bin/npm"), "echo npm was called; exit 1");
  expect(await run(["rollout"])).toEqual({ exitCode: 7, stdout: "rollout", stderr: "" });
});

test("a failing npm shows what it complains of, the log and the remedy, and the command does not run", async () => {
  const { run } = await createClone(
    "echo npm warn EBADENGINE; echo npm error code ECONNREFUSED; echo npm error; echo npm error refused; exit 1",
  );
  expect(await run(["rollout"])).toEqual({
    exitCode: 1,
    stdout: "",
    stderr: [
      "set-up: installing npm packages (about 1 minute, again only when package-lock.json changes)",
      "set-up: installing npm packages (about 1 minute, again only when package-lock.json changes): failed (<n> s)",
      '"npm ci" failed (1):',
      "  npm error code ECONNREFUSED",
      "  npm error refused",
      "The whole log: <root>/.rollout/npm-ci.log",
      "Check that npm can reach its registry (npm ping), then run the same command again.",
    ].join("\n"),
  });
});

test("an engine that cannot be had shows why and the remedy, and the command does not run", async () => {
  const { root, run } = await createClone(INSTALLS);
  await writeFileAt(
    join(root, "tools/engine/prepare.ts"),
    `process.send({ type: "progress", step: "building" });
     process.send({ type: "failed", message: "no engine", remedy: "get one" });`,
  );
  await run(["check"]);
  expect(await run(["rollout"])).toEqual({
    exitCode: 1,
    stdout: "",
    stderr: "set-up: building\nset-up: building: failed (<n> s)\nno engine\nget one",
  });
});

test("a command that is ended by a signal gives the exit code of a shell", async () => {
  const { root, run } = await createClone(INSTALLS);
  await writeFileAt(join(root, "tools/cli.ts"), 'process.kill(process.pid, "SIGTERM");');
  expect(await run(["rollout"])).toMatchObject({ exitCode: 143 });
});
