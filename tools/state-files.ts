import { randomUUID } from "node:crypto";
import { link, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** The files beside the state of stacks, where locks are kept. Paths are relative, with slashes. */
export interface StateFiles {
  /** A file as a person finds it. */
  locate(path: string): string;
  /** Names of the files in a folder; none where there is no such folder. */
  list(folder: string): Promise<string[]>;
  /** Undefined where there is no such file. */
  read(path: string): Promise<{ text: string; modifiedAt: Date } | undefined>;
  /** Creates a file with its content in one step; false where it exists. */
  create(path: string, content: string): Promise<boolean>;
  /** Does nothing where there is no such file. */
  remove(path: string): Promise<void>;
}

/** The files of a folder of this machine. */
export function localFiles(folder: string): StateFiles {
  const at = (path: string): string => join(folder, path);
  return {
    locate: at,
    list: (path) => readdir(at(path)).catch((): string[] => []),
    async read(path) {
      const text = await readFile(at(path), "utf8").catch(() => undefined);
      const found = await stat(at(path)).catch(() => undefined);
      return text === undefined || found === undefined ? undefined : { text, modifiedAt: found.mtime };
    },
    async create(path, content) {
      const draft = `${at(path)}.${randomUUID()}`;
      await mkdir(dirname(draft), { recursive: true });
      await writeFile(draft, content, { mode: 0o644 });
      try {
        await link(draft, at(path));
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
        throw error;
      } finally {
        await rm(draft, { force: true });
      }
    },
    remove: (path) => rm(at(path), { force: true }),
  };
}
