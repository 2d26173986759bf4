import { readdirSync } from "node:fs";
import { factsOf } from "../facts/resources.ts";
import type { Entry } from "./entry.ts";

const notEntries: ReadonlySet<string> = new Set(["entry.ts", "index.ts"]);

// Every file beside this one is part of the catalogue, so that adding a service is adding a file.
const files = readdirSync(import.meta.dirname).filter(
  (name) => name.endsWith(".ts") && !notEntries.has(name),
);
const modules = await Promise.all(
  files.map(async (name) => (await import(`./${name}`)) as { entries: readonly Entry[] }),
);
const entries = new Map(modules.flatMap((module) => module.entries).map((entry) => [entry.token, entry]));

/** The entry of a type, an empty one for a type that only facts/ knows, undefined for a type nobody knows. */
export function entryOf(token: string): Entry | undefined {
  return entries.get(token) ?? (factsOf(token) === undefined ? undefined : { token });
}

export function allEntries(): readonly Entry[] {
  return [...entries.values()];
}
