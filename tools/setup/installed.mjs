import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Whether node_modules is what package-lock.json asks for. npm writes node_modules/.package-lock.json
 * as the last thing it does, so an interrupted install has none.
 */
export function isInstalled(root) {
  const wanted = readJson(join(root, "package-lock.json"))?.packages;
  const got = readJson(join(root, "node_modules", ".package-lock.json"))?.packages;
  if (wanted === undefined || got === undefined) return false;

  const manifest = readJson(join(root, "package.json")) ?? {};
  for (const group of ["dependencies", "devDependencies"]) {
    if (!sameEntries(manifest[group] ?? {}, wanted[""][group] ?? {})) return false;
  }
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === "") return true;
    const installed = got[path];
    // Optional packages are for other platforms.
    if (installed === undefined) return optional === true;
    return installed.version === version && installed.integrity === integrity;
  });
}

function sameEntries(a, b) {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
