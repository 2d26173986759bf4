import { factsOf } from "../facts/resources.ts";
import { modulesBeside } from "../modules-beside.ts";
import type { Entry } from "./entry.ts";

// Every file beside this one is part of the catalogue, so that adding a service is adding a file.
const files = modulesBeside(import.meta.dirname, ["entry", "index"]);
const modules = await Promise.all(
  files.map(async (name) => (await import(`./${name}`)) as { entries: readonly Entry[] }),
);
const listed = modules.flatMap((module) => module.entries);
const entries = new Map(listed.map((entry) => [entry.token, entry]));
if (entries.size !== listed.length) {
  const twice = listed
    .map((entry) => entry.token)
    .filter((token, index, tokens) => tokens.indexOf(token) !== index);
  throw new Error(
    `the catalogue of the stand-in AWS has "${twice.join('", "')}" twice, expected one entry a type`,
  );
}

/** The entry of a type, an empty one for a type that only facts/ knows, undefined for a type nobody knows. */
export function entryOf(token: string): Entry | undefined {
  return entries.get(token) ?? (factsOf(token) === undefined ? undefined : { token });
}

export function allEntries(): readonly Entry[] {
  return [...entries.values()];
}
