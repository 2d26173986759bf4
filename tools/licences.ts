import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format } from "prettier";

/** A package of package-lock.json. */
export interface LockedPackage {
  name: string;
  version: string;
  licence: string;
  /** Only for work on the repository; nothing of it is shipped. */
  dev: boolean;
}

const root = join(import.meta.dirname, "..");
export const licencesPage = join(root, "docs", "licences.md");

/** Licences that let anybody use and ship what they cover, without opening what it is used in. */
export const allowedLicences: readonly string[] = [
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC-BY-3.0",
  "CC-BY-4.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "Python-2.0",
  "PSF-2.0",
  "Zlib",
];

/** What a package says of itself in words, read by a person in its LICENSE file. */
export const readLicences: Readonly<Record<string, string>> = { "@logdna/tail-file": "MIT" };

/** Every package of a package-lock.json (https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json), by name. */
export function lockedPackages(lock: unknown): LockedPackage[] {
  const { packages } = lock as { packages: Record<string, Record<string, unknown>> };
  return Object.entries(packages)
    .filter(([path]) => path !== "")
    .map(([path, { version, license, dev }]) => {
      const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
      const licence = readLicences[name] ?? (typeof license === "string" ? license : "none");
      return { name, version: String(version), licence, dev: dev === true };
    })
    .sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version));
}

/** The packages whose licence is not one of the allowed; of "A OR B" one has to be, of "A AND B" all. */
export function refusedPackages(packages: readonly LockedPackage[]): LockedPackage[] {
  return packages.filter(({ licence }) => !isAllowed(licence));
}

function isAllowed(expression: string): boolean {
  const plain = expression.replace(/^\((.*)\)$/, "$1");
  if (plain.includes(" OR ")) return plain.split(" OR ").some(isAllowed);
  return plain.split(" AND ").every((licence) => allowedLicences.includes(licence));
}

/** docs/licences.md. */
export async function renderLicences(packages: readonly LockedPackage[]): Promise<string> {
  const names = (list: readonly LockedPackage[]) => [...new Set(list.map(({ name }) => name))].join(", ");
  const byLicence = [...Map.groupBy(packages, ({ licence }) => licence)].sort(([a], [b]) =>
    a.localeCompare(b),
  );
  const text = [
    "# Licences",
    "",
    "Every package that `package-lock.json` names, by its licence. Written by `npm run docs:licences`; a licence that is",
    "not among the allowed ones of [tools/licences.ts](../tools/licences.ts) fails the tests.",
    ...byLicence.flatMap(([licence, list]) => [
      ...["", `## ${licence} (${list.length})`],
      ...["", names(list.filter(({ dev }) => !dev)) || "None in what is shipped."],
      ...(list.some(({ dev }) => dev)
        ? ["", `For development only: ${names(list.filter(({ dev }) => dev))}.`]
        : []),
    ]),
  ].join("\n");
  return format(text, { parser: "markdown", printWidth: 110, proseWrap: "always" });
}

/** This repository's own package-lock.json. */
export async function readLock(): Promise<unknown> {
  return JSON.parse(await readFile(join(root, "package-lock.json"), "utf8"));
}

if (import.meta.main) await writeFile(licencesPage, await renderLicences(lockedPackages(await readLock())));
