import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Backend } from "./backend.ts";
import { birthOf, stateOf, type ProcessOwner } from "./process-owner.ts";

/** The engine's own lock of one stack, as a local backend keeps it. */
export interface StackLock {
  file: string;
  owner: ProcessOwner;
  state: "running" | "gone" | "unknown";
}

const lockFile = z.object({
  pid: z.number(),
  username: z.string(),
  hostname: z.string(),
  timestamp: z.string(),
});

/** Who holds a stack; only a local backend can be asked, all others tell it when an update starts. */
export async function readStackLocks(backend: Backend, fullName: string): Promise<StackLock[]> {
  if (backend.folder === undefined) return [];
  const folder = join(backend.folder, ".pulumi", "locks", ...fullName.split("/"));
  if (!existsSync(folder)) return [];
  const files = (await readdir(folder)).filter((name) => name.endsWith(".json"));
  const locks = await Promise.all(files.map((name) => readLock(join(folder, name))));
  return locks.filter((lock) => lock !== undefined);
}

async function readLock(file: string): Promise<StackLock | undefined> {
  try {
    const { pid, username, hostname, timestamp } = lockFile.parse(JSON.parse(await readFile(file, "utf8")));
    const owner = { pid, user: username, host: hostname, since: timestamp };
    // An ended process that nobody has waited for keeps its id.
    const state = birthOf(pid) === "ended" && stateOf(owner) === "running" ? "gone" : stateOf(owner);
    return { file, owner, state };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    const owner = { pid: 0, user: "somebody", host: "an unknown machine", since: "an unknown time" };
    return { file, owner, state: "unknown" };
  }
}
