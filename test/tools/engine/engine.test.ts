import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { stringify } from "yaml";
import { runProcess } from "../../../tools/process.ts";
import { readEngineVersion } from "../../../tools/engine/version.ts";
import { createTemporaryFolder, writeFileAt, writeProgram } from "../../support/temporary-folder.ts";

const version = readEngineVersion();
const engineModule = new URL("../../../tools/engine/index.ts", import.meta.url).href;

let home: string;
beforeEach(() => {
  home = createTemporaryFolder();
});

/** Calls one function of tools/engine in a process whose PATH, home and cache are this test's own. */
async function callEngine(call: "findEngine" | "prepareEngine", path: string[]) {
  const script = `
    globalThis.fetch = () => Promise.reject(Object.assign(new Error(), { cause: { code: "ENOTFOUND" } }));
    const engine = await import(${JSON.stringify(engineModule)});
    const steps = [];
    try {
      const found = await engine.${call}((step) => steps.push(step));
      console.log(JSON.stringify({ found, steps }));
    } catch ({ message, remedy, exitCode }) {
      console.log(JSON.stringify({ failure: { message, remedy, exitCode }, steps }));
    }`;
  const { stdout, stderr } = await runProcess(process.execPath, ["--input-type=module", "-e", script], {
    env: {
      PATH: [...path.map((folder) => join(home, folder)), "/usr/bin", "/bin"].join(":"),
      HOME: home,
      XDG_CACHE_HOME: join(home, "cache"),
      PULUMI_HOME: undefined,
    },
  });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout.replaceAll(home, "<home>")) as {
    found?: { pulumi: string; origin: string };
    failure?: { message: string; remedy: string; exitCode: number };
    steps: string[];
  };
}

/** A `pulumi` that says it has this version, and counts how often it was asked. */
async function writePulumi(folder: string, itsVersion: string, { languageHost = true } = {}): Promise<void> {
  await writeProgram(join(home, folder, "pulumi"), `echo asked >> "${home}/asked"; echo v${itsVersion}`);
  if (languageHost) await writeProgram(join(home, folder, "pulumi-language-nodejs"), "");
}

const INSTALLED = join(".pulumi/versions", version, "bin");
const BUILT = join("cache/micro-stacks/engine", `${version}-${process.platform}-${process.arch}-2`);

describe("findEngine", () => {
  test("takes the first pulumi of the pinned version on PATH", async () => {
    await writePulumi("old", "3.200.0");
    await writePulumi("hostless", version, { languageHost: false });
    await writePulumi("fits", version);
    await writePulumi(INSTALLED, version);
    const { found } = await callEngine("findEngine", ["old", "hostless", "fits"]);
    expect(found).toEqual({ pulumi: "<home>/fits/pulumi", binDir: "<home>/fits", version, origin: "path" });
  });

  test("prefers what the npm package installed to our own build", async () => {
    await writePulumi(BUILT, version);
    expect((await callEngine("findEngine", [])).found).toMatchObject({ origin: "go" });
    await writePulumi(INSTALLED, version);
    expect((await callEngine("findEngine", [])).found).toMatchObject({ origin: "npm" });
  });

  test("passes over the downloader that npm puts on PATH", async () => {
    await writePulumi("node_modules/.bin", version);
    expect((await callEngine("findEngine", ["node_modules/.bin"])).found).toBeUndefined();
  });

  test("asks a CLI for its version once, and again when the file has changed", async () => {
    await writePulumi("bin", version);
    await callEngine("findEngine", ["bin"]);
    await callEngine("findEngine", ["bin"]);
    expect(await readFile(join(home, "asked"), "utf8")).toBe("asked\n");

    await writePulumi("bin", "3.300.0");
    expect((await callEngine("findEngine", ["bin"])).found).toBeUndefined();
  });

  test("says what it found when nothing fits", async () => {
    await writePulumi("old", "3.200.0");
    await writePulumi("hostless", version, { languageHost: false });
    expect((await callEngine("findEngine", ["old", "hostless"])).failure).toEqual({
      message: [
        `Pulumi ${version} is not on this machine`,
        `  - <home>/old/pulumi has the wrong version, expected "${version}", got "3.200.0"`,
        "  - <home>/hostless/pulumi has no pulumi-language-nodejs beside it",
      ].join("\n"),
      remedy: 'run "npm run setup", which gets it',
      exitCode: 1,
    });
  });
});

/** A `go` whose `install` leaves in GOBIN a program that says the version it was built with. */
const GO = `
case "$1" in
  version) echo go version go1.26 ;;
  list) echo "\${0%/*}/sdk" ;;
  install)
    for package; do :; done
    echo "$package" >> "\${0%/*}/installed"
    sleep 0.3
    name="$GOBIN/\${package##*/}"
    printf '#!/bin/sh\\necho v%s\\n' "\${4##*=v}" > "$name" && chmod +x "$name" ;;
esac`;

async function writeGo(script: string): Promise<void> {
  await writeProgram(join(home, "go/go"), script);
  await writeFileAt(join(home, "go/sdk/nodejs/dist/pulumi-resource-pulumi-nodejs"), "");
}

describe("prepareEngine", () => {
  test("builds from Go modules where get.pulumi.com is unreachable, complete and with the pinned version", async () => {
    await writeGo(GO);
    const { found, steps } = await callEngine("prepareEngine", ["go"]);
    expect(found).toMatchObject({ pulumi: `<home>/${BUILT}/pulumi`, version, origin: "go" });
    expect(steps[0]).toBe(`asking get.pulumi.com for the Pulumi engine ${version}`);
    expect(steps[1]).toBe(`building the Pulumi engine ${version}, once per machine (about 5 minutes)`);
    expect(await readdir(join(home, BUILT))).toEqual([
      "language-host",
      "pulumi",
      "pulumi-language-nodejs",
      "pulumi-resource-pulumi-nodejs",
    ]);
    expect((await callEngine("findEngine", [])).found).toEqual(found);
  });

  test.each([
    ["false", "-typescript=false 127.0.0.1:1"],
    ["true", "127.0.0.1:1"],
  ])("starts the language host as a project with typescript: %s wants it", async (typescript, args) => {
    await writeGo(GO);
    await callEngine("prepareEngine", ["go"]);
    await writeProgram(join(home, BUILT, "language-host", "pulumi-language-nodejs"), 'echo "$*"');
    const runtime = { name: "nodejs", options: { typescript: typescript === "true" } };
    await writeFileAt(join(home, "layer/Pulumi.yaml"), stringify({ name: "layer", runtime }));
    await mkdir(join(home, "layer/source"));
    const host = join(home, BUILT, "pulumi-language-nodejs");
    const { stdout } = await runProcess(host, ["127.0.0.1:1"], { cwd: join(home, "layer/source") });
    expect(stdout).toBe(args);
  });

  test("builds once when two processes want it at the same time", async () => {
    await writeGo(GO);
    const [first, second] = await Promise.all([
      callEngine("prepareEngine", ["go"]),
      callEngine("prepareEngine", ["go"]),
    ]);
    expect(second.found).toEqual(first.found);
    expect((await readFile(join(home, "go/installed"), "utf8")).trim().split("\n")).toHaveLength(2);
  });

  test("takes over from a process that died while it built", async () => {
    await writeGo(GO);
    const cache = join(home, "cache/micro-stacks/engine");
    const deadProcess = await runProcess("sh", ["-c", "echo $$"]);
    await writeFileAt(join(cache, `${version}.lock`), deadProcess.stdout);
    await writeFileAt(`${join(home, BUILT)}.partial-${deadProcess.stdout}/pulumi`, "half of it");
    expect((await callEngine("prepareEngine", ["go"])).found).toMatchObject({ origin: "go" });
    expect((await readdir(cache)).filter((name) => /lock|partial/.test(name))).toEqual([]);
  });

  test("says on one screen what was tried and what to do when no way works", async () => {
    await writePulumi("old", "3.200.0");
    await writeGo(
      '[ "$1" = install ] || exit 0; echo "go: proxy.golang.org: dial tcp: i/o timeout" >&2; exit 1',
    );
    expect((await callEngine("prepareEngine", ["old", "go"])).failure).toEqual({
      message: [
        `Pulumi ${version} could not be obtained; tried in turn:`,
        `  - <home>/old/pulumi has the wrong version, expected "${version}", got "3.200.0"`,
        '  - the npm package "pulumi" cannot download: https://get.pulumi.com/install.sh is unreachable (ENOTFOUND)',
        "  - the build from Go modules failed: go: proxy.golang.org: dial tcp: i/o timeout" +
          ` (log: <home>/${BUILT}.build.log)`,
      ].join("\n"),
      remedy: [
        "do one of these, then run the same command again:",
        `  - install Pulumi ${version} so that "pulumi version" prints v${version} (https://www.pulumi.com/docs/iac/download-install/versions/)`,
        "  - allow this machine to reach https://get.pulumi.com",
        "  - install Go (https://go.dev/dl/) and allow it to reach its module proxy (GOPROXY)",
      ].join("\n"),
      exitCode: 1,
    });
  });
});
