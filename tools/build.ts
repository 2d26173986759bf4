/**
 * Makes dist/, a package that other repositories can depend on: the contract core and the tool as JavaScript, since
 * Node strips no types below node_modules, and the files that they read. `npm run build`, then `npm pack ./dist`.
 * https://nodejs.org/api/typescript.html#type-stripping-in-dependencies
 */
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build as bundle } from "esbuild";
import { printError } from "./output.ts";
import { packageManifest, type Manifest } from "./package-manifest.ts";
import { runProcess } from "./process.ts";
import { filesBelow, readReferences } from "./source-graph.ts";

/** What the tool reads at run time other than modules, and its way in. */
const readByTool = [
  "images",
  "tools/engine",
  "tools/rehearsal/facts",
  "tools/report.schema.json",
  "tools/setup/rollout.mjs",
];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");

/** Gives the exit code of the compiler. */
async function build(): Promise<number> {
  rmSync(dist, { recursive: true, force: true });
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const { exitCode = 1, stdout } = await runProcess(
    process.execPath,
    [compiler, "-p", join(root, "tsconfig.build.json")],
    { cwd: root },
  );
  if (exitCode !== 0) {
    printError(stdout);
    return exitCode;
  }
  for (const path of readByTool) {
    cpSync(join(root, path), join(dist, path), {
      recursive: true,
      filter: (source) => extname(source) !== ".ts",
    });
  }
  cpSync(join(root, "docs", "using-it-elsewhere.md"), join(dist, "README.md"));
  const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
  writeFileSync(
    join(dist, "package.json"),
    `${JSON.stringify(packageManifest(own, await importedModules(dist)), null, 2)}\n`,
  );
  return 0;
}

/** What the compiled modules and their types import by name. */
async function importedModules(folder: string): Promise<string[]> {
  const files = filesBelow(folder);
  const { metafile } = await bundle({
    entryPoints: files.filter((file) => extname(file) === ".js"),
    ...{ bundle: true, packages: "external", platform: "node", format: "esm", outdir: folder },
    ...{ write: false, metafile: true, logLevel: "silent" },
  });
  const byModules = Object.values(metafile.inputs).flatMap(({ imports }) =>
    imports.filter(({ external }) => external === true).map(({ path }) => path),
  );
  const byTypes = files
    .filter((file) => file.endsWith(".d.ts"))
    .flatMap((file) => readReferences(readFileSync(file, "utf8")).specifiers);
  return [...byModules, ...byTypes].filter((specifier) => /^[@a-z]/.test(specifier));
}

process.exitCode = await build();
