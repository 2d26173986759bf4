import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { environmentVariable } from "../../shared/environment.ts";
import { runProcess } from "../../tools/process.ts";
import { editFile } from "../support/real-rollout.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("another repository that has this one as a package", () => {
  const repository = createTemporaryFolder();
  const packages = join(repository, "node_modules");
  const installed = join(packages, "micro-stacks");
  const state = join(repository, "rehearsal");
  const rollout = async (...args: string[]) => {
    const { exitCode, stdout, stderr } = await runProcess(join(packages, ".bin", "rollout"), args, {
      cwd: repository,
      env: { PATH: `${dirname(process.execPath)}:${environmentVariable("PATH")}` },
    });
    return { exitCode, stdout, stderr };
  };

  beforeAll(async () => {
    const built = await runProcess(process.execPath, [join(root, "tools", "build.ts")]);
    expect(built).toMatchObject({ exitCode: 0, stderr: "" });
    await installPackage();
    copyFixture();
  });

  /** As npm does, without the network: unpacks what `npm pack` makes and links exactly what it says that it needs. */
  async function installPackage(): Promise<void> {
    const pack = ["pack", join(root, "dist"), "--pack-destination", repository, "--json"];
    const packed = await runProcess("npm", pack, { cwd: repository });
    const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }];
    mkdirSync(installed, { recursive: true });
    await runProcess("tar", ["-xzf", join(repository, filename), "-C", installed, "--strip-components=1"]);
    const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as Record<
      "dependencies" | "peerDependencies" | "bin",
      Record<string, string>
    >;
    for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
      mkdirSync(dirname(join(packages, name)), { recursive: true });
      symlinkSync(join(root, "node_modules", name), join(packages, name));
    }
    mkdirSync(join(packages, ".bin"));
    symlinkSync(join(installed, manifest.bin["rollout"]!), join(packages, ".bin", "rollout"));
  }

  /** The foreign repository, with the package in place of this repository's own files. */
  function copyFixture(): void {
    cpSync(join(root, "test", "support", "fixtures", "foreign"), repository, { recursive: true });
    for (const folder of ["projects", "promises"]) {
      for (const name of readdirSync(join(repository, folder), { recursive: true, encoding: "utf8" })) {
        if (!name.endsWith(".ts")) continue;
        const file = join(repository, folder, name);
        const text = readFileSync(file, "utf8");
        writeFileSync(file, text.replace(/(\.\.\/){4,}shared\/([a-z-]+)\.ts/g, "micro-stacks/$2"));
      }
    }
  }

  test("gets JavaScript with its types, and no source", () => {
    const files = readdirSync(installed, { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => /(?<!\.d)\.ts$/.test(file))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(["shared/contract.js", "shared/contract.d.ts"]));
    expect(files.filter((file) => /^shared\/(blueprints|contracts)|^stacks/.test(file))).toEqual([]);
  });

  test("type checks against it: what an upstream does not publish is no property of it", async () => {
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2024"];
    const check = () =>
      runProcess(
        process.execPath,
        [
          ...[join(root, "node_modules", "typescript", "bin", "tsc"), ...options],
          ...["--allowImportingTsExtensions", "projects/site/index.ts"],
        ],
        { cwd: repository },
      );
    expect(await check()).toMatchObject({ exitCode: 0, stdout: "" });
    const file = join(repository, "projects", "site", "index.ts");
    await editFile(file, "const { zone }", "const { zone, area }");
    expect((await check()).stdout).toContain("error TS2339: Property 'area' does not exist");
    await editFile(file, "const { zone, area }", "const { zone }");
  });

  test("is rolled out by it, on the real engine", async () => {
    const { exitCode, stdout, stderr } = await rollout("up", "--rehearse", "--state-dir", state);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^base\/ground +✓ succeeded +2 /m);
    expect(stdout).toMatch(/^site\/dev +✓ succeeded +2 /m);
    expect(stdout).toMatch(/^ {2}url {2}https:\/\/www\.example\.com$/m);
  });

  test("is kept from breaking its readers, which are found in its own programs", async () => {
    expect((await rollout("contracts", "snapshot")).exitCode).toBe(0);
    await editFile(join(repository, "promises", "base.ts"), "zone: z.string()", "zone: z.number()");
    const { exitCode, stdout } = await rollout("contracts", "check");
    expect(exitCode).toBe(1);
    expect(stdout.split("\n").slice(0, 3)).toEqual([
      'break: retyped "zone" of base is number, was string; taken by',
      "  site  projects/site/index.ts:12",
      "  store  projects/store/index.ts:11",
    ]);
  });
});
