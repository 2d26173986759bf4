import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, jest, test } from "@jest/globals";
import { ESLint } from "eslint";
import { check, resolveConfig } from "prettier";
import tseslint from "typescript-eslint";
import { stringify } from "yaml";
import { report } from "../../tools/report.ts";
import { runProcess } from "../../tools/process.ts";
import { copyRepository, rollout } from "../support/repository-copy.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

jest.setTimeout(300_000);

const root = join(import.meta.dirname, "..", "..");
const written = [
  "stacks/65-search-index/Pulumi.yaml",
  "stacks/65-search-index/config.ts",
  "stacks/65-search-index/settings.ts",
  "stacks/65-search-index/index.ts",
  "stacks/65-search-index/README.md",
  "shared/contracts/search-index.ts",
  "test/support/examples/search-index.ts",
  "test/contracts/65-search-index.test.ts",
  "test/stacks/65-search-index/config.test.ts",
  "test/stacks/65-search-index/search-index.test.ts",
];

describe("a layer that rollout new-layer has written", () => {
  let repository = "";
  const textOf = (path: string) => readFile(join(repository, path), "utf8");
  beforeAll(async () => {
    repository = await copyRepository([
      ...["test", "tools", ".github", "jest.config.ts", "tsconfig.json", "tsconfig.base.json"],
      ...["eslint.config.js", ".prettierrc.json"],
    ]);
    const { exitCode, stdout, stderr } = await rollout(repository, [
      ...["new-layer", "65-search-index", "--description", "where documents are found"],
    ]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout.split("\n").slice(0, 13)).toEqual([
      ...written.map((path) => `wrote ${path}`),
      "updated shared/contracts/snapshot.json",
      "updated .github/CODEOWNERS",
      "updated .github/workflows/layer.yml",
    ]);
  });

  test("is written as the house writes: formatted, linted and typed", async () => {
    for (const path of [...written, ".github/workflows/layer.yml"]) {
      const file = join(repository, path);
      const isFormatted = await check(await textOf(path), { ...(await resolveConfig(file)), filepath: file });
      expect({ path, isFormatted }).toEqual({ path, isFormatted: true });
    }
    // Types are checked once, below.
    const overrideConfig = { files: ["**/*.ts"], ...tseslint.configs.disableTypeChecked };
    const eslint = new ESLint({ cwd: repository, overrideConfig });
    const sources = written.filter((path) => path.endsWith(".ts"));
    const linted = await eslint.lintFiles(sources.map((path) => join(repository, path)));
    expect(linted.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
    const files = sources.map((path) => `./${path}`);
    await writeFile(
      join(repository, "tsconfig.new.json"),
      JSON.stringify({ extends: "./tsconfig.json", include: [], files }),
    );
    const compiler = join(root, "node_modules", ".bin", "tsc");
    const typed = await runProcess(compiler, ["-p", "tsconfig.new.json", "--noEmit"], { cwd: repository });
    expect(typed).toMatchObject({ exitCode: 0, stdout: "" });
  });

  test("passes its tests, and those that look at all layers", async () => {
    const { exitCode, stderr } = await runProcess(
      process.execPath,
      [
        ...["--experimental-vm-modules", "--disable-warning=ExperimentalWarning"],
        ...[join(root, "node_modules", "jest", "bin", "jest.js"), "--selectProjects", "unit", "--runInBand"],
        ...["65-search-index", "contracts/snapshot", "workflows/codeowners", "workflows/workflows"],
      ],
      { cwd: repository },
    );
    expect({ exitCode, passed: stderr.match(/^PASS .*$/gm)?.length }).toEqual({ exitCode: 0, passed: 6 });
  });

  test("is previewed in a rehearsal once it has a configuration", async () => {
    const config = {
      ...{ product: "doc-pipeline", profile: "dev", accountId: "111111111111", region: "us-west-1" },
      ...{ owner: "platform", costCenter: "doc-pipeline", settings: { colour: "green" } },
    };
    const keyed = Object.entries(config).map(([key, value]) => [`65-search-index:${key}`, value]);
    await writeFile(
      join(repository, "stacks", "65-search-index", "Pulumi.dev.yaml"),
      stringify({ config: Object.fromEntries(keyed) as object }),
    );
    const state = createTemporaryFolder();
    const { exitCode } = await rollout(repository, ["preview", "65", "--rehearse", "--state-dir", state]);
    expect(exitCode).toBe(0);
    const { layers } = report.parse(JSON.parse(await readFile(join(state, "report.json"), "utf8")));
    // The stack, the provider, the component and the parameter.
    expect(layers.map(({ id, changes }) => [id, changes.created])).toEqual([["65-search-index/dev", 4]]);
  });

  test("is not written over, nor under a taken number or name, nor with a name that is none", async () => {
    const refusal = async (name: string): Promise<string | undefined> => {
      const { exitCode, stderr } = await rollout(repository, ["new-layer", name]);
      expect(exitCode).toBe(2);
      return stderr.split("\n")[0];
    };
    expect([
      await refusal("65-search-index"),
      await refusal("66-search-index"),
      await refusal("20-search"),
      await refusal("Search"),
      await refusal("66-config"),
    ]).toEqual([
      "error: number 65 is taken by 65-search-index, expected one of its own",
      'error: the name "search-index" is taken by 65-search-index, expected one of its own',
      "error: number 20 is taken by 20-data, expected one of its own",
      'error: "Search" is no name for a layer, expected two digits, a hyphen and a noun in lower case, such as "65-search"',
      'error: "66-config" is no name for a layer, expected two digits, a hyphen and a noun in lower case, such as "65-search"',
    ]);
  });
});
