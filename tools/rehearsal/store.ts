import { openFolder, openMemory } from "./store-files.ts";
import type { Files } from "./store-files.ts";
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
  /** Everything there is. */
  all(): StoredResource[];
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
 * The state of the stand-in AWS on disk, one file per resource. Every operation is synchronous, so that a rule's check
 * and the write that follows it are one step for all engines of this process.
 */
export function openStore(stateDir: string): Store {
  return storeIn(openFolder(stateDir));
}

/** The same in memory, for programs under mocks. */
export function openMemoryStore(): Store {
  return storeIn(openMemory());
}

function storeIn(files: Files): Store {
  const folderFor = (token: string, place: Place): string[] => [
    "resources",
    place.account,
    place.region,
    folderOf(token),
  ];
  const pathOf = (token: string, place: Place, id: string): string[] => [
    ...folderFor(token, place),
    fileNameOf(id),
  ];
  const remainsOf = (kind: string, place: Place, name: string): string[] => [
    "remains",
    place.account,
    place.region,
    kind,
    fileNameOf(name),
  ];

  return {
    get: (token, place, id) => files.read(pathOf(token, place, id)) as StoredResource | undefined,
    list(token, place = {}) {
      const accounts = place.account === undefined ? files.names(["resources"]) : [place.account];
      return accounts.flatMap((account) => {
        const regions = place.region === undefined ? files.names(["resources", account]) : [place.region];
        return regions.flatMap((region) => {
          const folder = folderFor(token, { account, region });
          return files
            .names(folder)
            .map((name) => files.read([...folder, name]) as StoredResource | undefined)
            .filter((it) => it !== undefined);
        });
      });
    },
    all() {
      const below = (folder: string[]): string[][] => files.names(folder).map((name) => [...folder, name]);
      return below(["resources"])
        .flatMap(below)
        .flatMap(below)
        .flatMap(below)
        .map((path) => files.read(path) as StoredResource | undefined)
        .filter((resource) => resource !== undefined);
    },
    put(resource) {
      files.write(pathOf(resource.token, resource, resource.id), resource);
    },
    remove(resource) {
      files.remove(pathOf(resource.token, resource, resource.id));
    },
    nextGeneration(key) {
      const path = ["generations", `${hashOf(key).slice(0, 32)}.json`];
      const last = files.read(path);
      const generation = typeof last === "number" ? last + 1 : 0;
      files.write(path, generation);
      return generation;
    },
    keepRemains(kind, place, name, properties) {
      files.write(remainsOf(kind, place, name), properties);
    },
    remains: (kind, place, name) => files.read(remainsOf(kind, place, name)) as Properties | undefined,
    forgetRemains(kind, place, name) {
      files.remove(remainsOf(kind, place, name));
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
