import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync, version as esbuildVersion } from "esbuild";

/** The folder that a Lambda function is made of: index.mjs with everything it imports, and the files beside it. */
export interface FunctionBundle {
  folder: string;
  /** SHA-256 over the names and contents of the folder's files; the same source gives the same hash everywhere. */
  hash: string;
}

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, "node_modules", ".cache", "functions");

/**
 * Bundles one Lambda function for the Node 24 runtime. A second call with unchanged source returns the first's folder.
 *
 * @param entry the file that exports `handler`
 * @param files further files that the code reads from beside itself, such as WebAssembly
 */
export function bundleFunction(entry: URL, files: readonly URL[] = []): FunctionBundle {
  const entryPath = fileURLToPath(entry);
  const filePaths = files.map((file) => fileURLToPath(file));
  const recipe = sha256(
    JSON.stringify([
      esbuildVersion,
      relative(root, entryPath),
      filePaths.map((path) => relative(root, path)),
    ]),
  );
  const note = join(cache, `${recipe}.json`);
  return findBundle(note) ?? build(entryPath, filePaths, note);
}

interface Note {
  hash: string;
  /** SHA-256 by path, relative to the repository, of every file that went into the bundle. */
  inputs: Record<string, string>;
}

function findBundle(note: string): FunctionBundle | undefined {
  if (!existsSync(note)) return undefined;
  const { hash, inputs } = JSON.parse(readFileSync(note, "utf8")) as Note;
  const folder = join(cache, hash);
  const fresh = Object.entries(inputs).every(([path, digest]) => digestOfFile(join(root, path)) === digest);
  return fresh && existsSync(folder) ? { folder, hash } : undefined;
}

function build(entry: string, files: readonly string[], note: string): FunctionBundle {
  const result = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    outfile: "index.mjs",
    platform: "node",
    target: "node24",
    format: "esm",
    // Packages in CommonJS form call require, which a module does not have.
    banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
    // Names are kept: the pipeline tells errors apart by their class's name.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "eof",
    logLevel: "silent",
  });
  const contents = new Map<string, Uint8Array>([
    ["index.mjs", result.outputFiles[0]!.contents],
    ...files.map((file) => [basename(file), readFileSync(file)] as const),
  ]);
  const hash = sha256(JSON.stringify([...contents].map(([name, bytes]) => [name, sha256(bytes)])));
  const inputs = [...Object.keys(result.metafile.inputs), ...files.map((file) => relative(root, file))];

  mkdirSync(cache, { recursive: true });
  writeFolder(join(cache, hash), contents);
  writeWhole(
    note,
    JSON.stringify({
      hash,
      inputs: Object.fromEntries(inputs.map((path) => [path, sha256(readFileSync(join(root, path)))])),
    } satisfies Note),
  );
  return { folder: join(cache, hash), hash };
}

/** Layers may bundle at the same time, so what others can see appears at once and whole. */
function writeFolder(folder: string, contents: ReadonlyMap<string, Uint8Array>): void {
  if (existsSync(folder)) return;
  const draft = `${folder}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft);
  for (const [name, bytes] of contents) writeFileSync(join(draft, name), bytes);
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
}

function digestOfFile(path: string): string | undefined {
  return existsSync(path) ? sha256(readFileSync(path)) : undefined;
}

function sha256(bytes: string | Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
