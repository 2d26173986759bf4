import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** JSON documents by path; names() lists the documents and folders of one folder. */
export interface Files {
  read(path: readonly string[]): unknown;
  write(path: readonly string[], value: unknown): void;
  remove(path: readonly string[]): void;
  names(folder: readonly string[]): string[];
}

/** Documents on disk. A write is a rename, so that a kill at any moment leaves the old document or the new one. */
export function openFolder(root: string): Files {
  let temporaryCount = 0;
  return {
    read(path) {
      const file = join(root, ...path);
      const text = orUndefinedIfMissing(() => readFileSync(file, "utf8"));
      return text === undefined ? undefined : parseDocument(text, file);
    },
    write(path, value) {
      const file = join(root, ...path);
      const temporary = `${file}.${process.pid}-${temporaryCount++}.tmp`;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
      renameSync(temporary, file);
    },
    remove(path) {
      rmSync(join(root, ...path), { force: true });
    },
    names(folder) {
      const names = orUndefinedIfMissing(() => readdirSync(join(root, ...folder)));
      return (names ?? []).filter((name) => !name.endsWith(".tmp")).sort();
    },
  };
}

/** Documents in memory, copied on the way in and out as a disk would. */
export function openMemory(): Files {
  const documents = new Map<string, string>();
  const keyOf = (path: readonly string[]): string => path.join("/");
  return {
    read(path) {
      const text = documents.get(keyOf(path));
      return text === undefined ? undefined : JSON.parse(text);
    },
    write(path, value) {
      documents.set(keyOf(path), JSON.stringify(value));
    },
    remove(path) {
      documents.delete(keyOf(path));
    },
    names(folder) {
      const start = `${keyOf(folder)}/`;
      const found = [...documents.keys()].filter((key) => key.startsWith(start));
      return [...new Set(found.map((key) => key.slice(start.length).split("/")[0] ?? ""))].sort();
    },
  };
}

function parseDocument(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(
      `the rehearsal state file "${file}" is not valid JSON (${(error as Error).message}); repair or delete it`,
    );
  }
}

function orUndefinedIfMissing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
