import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "./errors.ts";
import { describeOwner, describeSelf, processOwner, stateOf, type ProcessOwner } from "./process-owner.ts";
import { localFiles, type StateFiles } from "./state-files.ts";
import type { Workspace } from "./workspace.ts";

export interface EnvironmentLock {
  /** The rollout that had left it locked, where one had. */
  takenOverFrom: ProcessOwner | undefined;
  release(): Promise<void>;
}

/** Where the lock of an environment is. */
export interface LockPlace {
  files: StateFiles;
  path: string;
}

/**
 * The lock of an environment. Where files can be kept beside the state (a folder, S3) it is there, so that it holds for
 * everybody who uses that state; else it is in the state folder, so that it holds for this checkout only, and the
 * engine's own lock of each stack is all that keeps other machines out.
 */
export function environmentLockPlace(workspace: Workspace, environment: string): LockPlace {
  const { backend, stateFolder, repository } = workspace;
  // Other repositories may keep an environment of the same name in the same backend.
  const names = repository.layers.map(({ name }) => name).join(" ");
  const own = createHash("sha256").update(names).digest("hex").slice(0, 8);
  const file = `${environment}-${own}.json`;
  return backend.files === undefined
    ? { files: localFiles(stateFolder), path: `locks/${file}` }
    : { files: backend.files, path: `.rollout-locks/${file}` };
}

/**
 * Locks an environment for this process; a lock whose process is gone is taken over.
 *
 * @throws UserError naming who holds it
 */
export async function lockEnvironment(workspace: Workspace, environment: string): Promise<EnvironmentLock> {
  const place = environmentLockPlace(workspace, environment);
  const { files, path } = place;
  const self = describeSelf();
  let takenOverFrom: ProcessOwner | undefined;
  while (!(await files.create(path, JSON.stringify(self)))) {
    const holder = await readHolder(place);
    if (holder === undefined) continue;
    const state = stateOf(holder);
    if (state !== "gone") throw heldBy(environment, holder, state, files.locate(path));
    if (await removeStale(place, holder)) takenOverFrom = holder;
  }
  return {
    takenOverFrom,
    async release() {
      const holder = await readHolder(place);
      if (holder?.pid === self.pid && holder.since === self.since) await files.remove(path);
    },
  };
}

/** Who holds a lock; undefined when nobody does. */
export async function readHolder({ files, path }: LockPlace): Promise<ProcessOwner | undefined> {
  const found = await files.read(path);
  if (found === undefined) return undefined;
  try {
    return processOwner.parse(JSON.parse(found.text));
  } catch {
    const since = found.modifiedAt.toISOString();
    return { host: "an unknown machine", pid: 0, user: "somebody", since };
  }
}

const takeoverSeconds = 10;

/** Removes a dead process's lock; two that try it at once must not remove the lock that the other has taken meanwhile. */
async function removeStale(place: LockPlace, holder: ProcessOwner): Promise<boolean> {
  const { files, path } = place;
  const takeover = `${path}.takeover`;
  if (!(await files.create(takeover, ""))) {
    const made = (await files.read(takeover))?.modifiedAt;
    if (made !== undefined && Date.now() - made.getTime() > takeoverSeconds * 1000)
      await files.remove(takeover);
    await sleep(50);
    return false;
  }
  try {
    const now = await readHolder(place);
    if (now === undefined || now.pid !== holder.pid || now.since !== holder.since) return false;
    await files.remove(path);
    return true;
  } finally {
    await files.remove(takeover);
  }
}

function heldBy(
  environment: string,
  holder: ProcessOwner,
  state: "running" | "unknown",
  file: string,
): UserError {
  return new UserError(
    `environment "${environment}" is being rolled out by ${describeOwner(holder)}, expected nobody`,
    {
      remedy:
        state === "running"
          ? "wait until that rollout has ended; nothing was changed"
          : `wait until it has ended, or remove ${file} when it was killed; nothing was changed`,
      exitCode: 1,
    },
  );
}
