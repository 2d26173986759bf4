import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The files that a program is made of, beyond its packages. */
export interface SourceGraph {
  /** Absolute paths, sorted. */
  files: string[];
  /** Files that the program names and that are not there, such as one that is made before it runs. */
  absent: string[];
  /** What may read further files that cannot be told from the source; such a program is never proven unchanged. */
  unsure: string[];
}

const source = /\.([cm]?[jt]s|tsx|jsx)$/;
const ignoredFolders = new Set(["node_modules", ".git", ".rollout"]);

/**
 * Every file of a folder, and what its source files import or name beside themselves, at any distance. Imports that
 * are only types count too: what is counted in vain costs an update that changes nothing, what is missed costs a
 * change that is never made.
 *
 * @param entries files elsewhere that the program starts with
 * @param isOther tells which files of the folder are no part of the program
 */
export function traceSources(
  folder: string,
  entries: readonly string[] = [],
  isOther: (file: string) => boolean = () => false,
): SourceGraph {
  const files = new Set<string>();
  const absent = new Set<string>();
  const unsure = new Set<string>();
  const pending = [...filesBelow(folder).filter((file) => !isOther(file)), ...entries];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    if (!source.test(file)) continue;
    const { specifiers, assets, computed } = readReferences(readFileSync(file, "utf8"));
    if (computed) unsure.add(`${file} imports a module whose name it computes`);
    for (const specifier of specifiers) {
      const found = resolveSpecifier(specifier, file);
      if (found === "unknown") unsure.add(`${file} imports "${specifier}", which is not found`);
      else if (found !== "package") pending.push(found);
    }
    for (const asset of assets) {
      const path = resolve(dirname(file), asset);
      if (!existsSync(path)) absent.add(path);
      else pending.push(...(statSync(path).isDirectory() ? filesBelow(path) : [path]));
    }
  }
  return { files: [...files].sort(), absent: [...absent].sort(), unsure: [...unsure].sort() };
}

/** The files in a folder and in those below it, without packages and what tools leave behind. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && isExistingFolder(path));
    if (isFolder) return ignoredFolders.has(entry.name) ? [] : filesBelow(path);
    return existsSync(path) ? [path] : [];
  });
}

function isExistingFolder(path: string): boolean {
  // A link to a folder that it is in itself would lead round in a circle.
  return existsSync(path) && statSync(path).isDirectory() && !path.startsWith(realpathSync(path));
}

export interface References {
  /** What is imported, exported from or required, as it is written. */
  specifiers: string[];
  /** Relative paths given to `new URL(…, import.meta.url)`. */
  assets: string[];
  /** Whether a module is imported by an expression. */
  computed: boolean;
}

/** What a source file names in its text. Strings and comments that look like an import count as one. */
export function readReferences(text: string): References {
  const matches = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[2] ?? "");
  return {
    specifiers: [
      ...matches(/\b(?:from|import)\s*(["'])([^"'\n]+)\1/g),
      ...matches(/\b(?:import|require)(?:\.resolve)?\s*\(\s*(["'`])([^"'`\n$]+)\1\s*[,)]/g),
    ],
    assets: matches(/\bnew\s+URL\s*\(\s*(["'`])([^"'`\n$]+)\1\s*,\s*import\.meta\.url/g).filter(
      (path) => !/^[a-z]+:/.test(path),
    ),
    computed: /\b(?:import|require)\s*\((?!\s*(["'`])[^"'`\n$]+\1\s*[,)])/.test(withoutComments(text)),
  };
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

/** The file, "package" for what the lockfile pins, or "unknown". */
function resolveSpecifier(specifier: string, from: string): string {
  if (isBuiltin(specifier)) return "package";
  if (/^(\.|\/|file:)/.test(specifier)) {
    const path = specifier.startsWith("file:")
      ? fileURLToPath(specifier)
      : resolve(dirname(from), specifier.replace(/[?#].*$/, ""));
    return candidates(path).find((file) => existsSync(file) && statSync(file).isFile()) ?? "unknown";
  }
  try {
    const path = realpathSync(createRequire(pathToFileURL(from)).resolve(specifier));
    return path.includes("/node_modules/") ? "package" : path;
  } catch {
    return isInstalled(specifier, from) ? "package" : "unknown";
  }
}

function candidates(path: string): string[] {
  const sources = [".ts", ".mts", ".js", ".mjs", ".cjs", ".json"];
  return [
    path,
    path.replace(/\.([cm]?)js$/, ".$1ts"),
    ...sources.map((ending) => path + ending),
    ...sources.map((ending) => join(path, `index${ending}`)),
  ];
}

/** A package that has no entry for `require`; one that is linked from elsewhere is no package of the lockfile. */
function isInstalled(specifier: string, from: string): boolean {
  const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const place = join(folder, "node_modules", name);
    if (existsSync(place)) return realpathSync(place).includes("/node_modules/");
    if (folder === dirname(folder)) return false;
  }
}
