import { z } from "zod";
import type { Backend } from "./backend.ts";
import { birthOf, stateOf, type ProcessOwner } from "./process-owner.ts";
import type { StateFiles } from "./state-files.ts";

/** The engine's own lock of one stack, as backends of files keep it. */
export interface StackLock {
  owner: ProcessOwner;
  state: "running" | "gone" | "unknown";
}

const lockFile = z.object({
  pid: z.number(),
  username: z.string(),
  hostname: z.string(),
  timestamp: z.string(),
});

/** Who holds a stack; where no files can be read beside the state, the engine tells it when an update starts. */
export async function readStackLocks({ files }: Backend, fullName: string): Promise<StackLock[]> {
  if (files === undefined) return [];
  const folder = `.pulumi/locks/${fullName}`;
  const names = (await files.list(folder)).filter((name) => name.endsWith(".json"));
  const locks = await Promise.all(names.map((name) => readLock(files, `${folder}/${name}`)));
  return locks.filter((lock) => lock !== undefined);
}

async function readLock(files: StateFiles, path: string): Promise<StackLock | undefined> {
  const found = await files.read(path);
  if (found === undefined) return undefined;
  try {
    const { pid, username, hostname, timestamp } = lockFile.parse(JSON.parse(found.text));
    const owner = { pid, user: username, host: hostname, since: timestamp };
    // An ended process that nobody has waited for keeps its id.
    const state = birthOf(pid) === "ended" && stateOf(owner) === "running" ? "gone" : stateOf(owner);
    return { owner, state };
  } catch {
    const owner = { pid: 0, user: "somebody", host: "an unknown machine", since: "an unknown time" };
    return { owner, state: "unknown" };
  }
}
