import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hashOf } from "./property-values.ts";
import type { Path, Properties } from "./property-values.ts";

/** Where a resource lives; region is "global" for services that have none. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

export interface StoredResource extends Place {
  readonly token: string;
  readonly id: string;
  readonly urn: string;
  readonly properties: Properties;
  readonly secretPaths: readonly Path[];
}

export interface Store {
  get(token: string, place: Place, id: string): StoredResource | undefined;
  /** Resources of one type; without a region those of all regions, without an account those of all accounts. */
  list(token: string, place?: Partial<Place>): StoredResource[];
  put(resource: StoredResource): void;
  remove(resource: StoredResource): void;
  /** Counts how often a resource was made under one key, so that a replacement never gets the id of its predecessor. */
  nextGeneration(key: string): number;
  /** What AWS keeps after a delete: secrets in their recovery window, keys pending deletion, final snapshots. */
  keepRemains(kind: string, place: Place, name: string, properties: Properties): void;
  remains(kind: string, place: Place, name: string): Properties | undefined;
  forgetRemains(kind: string, place: Place, name: string): void;
}

/**
 * Keeps one file per resource. Every operation is synchronous, so that a rule's check and the write that follows it
 * are one step for all engines of this process; a write is a rename, so that a kill leaves the old file or the new one.
 */
export function openStore(stateDir: string): Store {
  const resourcesDir = join(stateDir, "resources");
  const fileOf = (token: string, place: Place, id: string): string =>
    join(resourcesDir, place.account, place.region, folderOf(token), fileNameOf(id));
  const remainsFileOf = (kind: string, place: Place, name: string): string =>
    join(stateDir, "remains", place.account, place.region, kind, fileNameOf(name));

  return {
    get: (token, place, id) => readJson<StoredResource>(fileOf(token, place, id)),
    list(token, place = {}) {
      const found: StoredResource[] = [];
      for (const account of place.account === undefined ? namesIn(resourcesDir) : [place.account]) {
        const accountDir = join(resourcesDir, account);
        for (const region of place.region === undefined ? namesIn(accountDir) : [place.region]) {
          const folder = join(accountDir, region, folderOf(token));
          for (const name of namesIn(folder)) {
            const resource = name.endsWith(".json")
              ? readJson<StoredResource>(join(folder, name))
              : undefined;
            if (resource !== undefined) found.push(resource);
          }
        }
      }
      return found;
    },
    put(resource) {
      writeJson(fileOf(resource.token, resource, resource.id), resource);
    },
    remove(resource) {
      rmSync(fileOf(resource.token, resource, resource.id), { force: true });
    },
    nextGeneration(key) {
      const file = join(stateDir, "generations", hashOf(key).slice(0, 32));
      const generation = (readJson<number>(file) ?? -1) + 1;
      writeJson(file, generation);
      return generation;
    },
    keepRemains(kind, place, name, properties) {
      writeJson(remainsFileOf(kind, place, name), properties);
    },
    remains: (kind, place, name) => readJson<Properties>(remainsFileOf(kind, place, name)),
    forgetRemains(kind, place, name) {
      rmSync(remainsFileOf(kind, place, name), { force: true });
    },
  };
}

function folderOf(token: string): string {
  const [, module = "", type = ""] = token.split(":");
  return `${module.split("/")[0]}.${type}`;
}

/** File systems allow 255 bytes; an ARN can be longer once encoded. */
function fileNameOf(id: string): string {
  const encoded = encodeURIComponent(id);
  return encoded.length <= 180
    ? `${encoded}.json`
    : `${encoded.slice(0, 150)}-${hashOf(id).slice(0, 16)}.json`;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

function readJson<T>(file: string): T | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    throw new Error(
      `the rehearsal state file "${file}" is not valid JSON (${(error as Error).message}); repair or delete it`,
    );
  }
}

let temporaryCount = 0;

function writeJson(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}-${temporaryCount++}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, file);
}
