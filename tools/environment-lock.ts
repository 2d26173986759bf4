import { createHash, randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "./errors.ts";
import { describeOwner, describeSelf, processOwner, stateOf, type ProcessOwner } from "./process-owner.ts";
import type { Workspace } from "./workspace.ts";

export interface EnvironmentLock {
  /** The rollout that had left it locked, where one had. */
  takenOverFrom: ProcessOwner | undefined;
  release(): Promise<void>;
}

/**
 * The lock of an environment. With a local backend it is beside the state, so that it holds for everybody who uses
 * that state; with any other it is in the state folder, so that it holds for this checkout only, and the engine's
 * own lock of each stack is all that keeps other machines out.
 */
export function environmentLockFile(workspace: Workspace, environment: string): string {
  const { backend, stateFolder, repository } = workspace;
  // Other repositories may keep an environment of the same name in the same backend.
  const names = repository.layers.map(({ name }) => name).join(" ");
  const own = createHash("sha256").update(names).digest("hex").slice(0, 8);
  const file = `${environment}-${own}.json`;
  return backend.folder === undefined
    ? join(stateFolder, "locks", file)
    : join(backend.folder, ".rollout-locks", file);
}

/**
 * Locks an environment for this process; a lock whose process is gone is taken over.
 *
 * @throws UserError naming who holds it
 */
export async function lockEnvironment(workspace: Workspace, environment: string): Promise<EnvironmentLock> {
  const file = environmentLockFile(workspace, environment);
  await mkdir(dirname(file), { recursive: true });
  const self = describeSelf();
  let takenOverFrom: ProcessOwner | undefined;
  while (!(await createWhole(file, JSON.stringify(self)))) {
    const holder = await readHolder(file);
    if (holder === undefined) continue;
    const state = stateOf(holder);
    if (state !== "gone") throw heldBy(environment, holder, state, file);
    if (await removeStale(file, holder)) takenOverFrom = holder;
  }
  return {
    takenOverFrom,
    async release() {
      const holder = await readHolder(file);
      if (holder?.pid === self.pid && holder.since === self.since) await rm(file, { force: true });
    },
  };
}

/** Who holds a lock; undefined when nobody does. */
export async function readHolder(file: string): Promise<ProcessOwner | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch {
    return undefined;
  }
  try {
    return processOwner.parse(JSON.parse(text));
  } catch {
    const since = (await stat(file)).mtime.toISOString();
    return { host: "an unknown machine", pid: 0, user: "somebody", since };
  }
}

/** Creates a file with its content in one step; false where it exists. */
async function createWhole(file: string, content: string): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, content, { mode: 0o644 });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

const takeoverSeconds = 10;

/** Removes a dead process's lock; two that try it at once must not remove the lock that the other has taken meanwhile. */
async function removeStale(file: string, holder: ProcessOwner): Promise<boolean> {
  const takeover = `${file}.takeover`;
  if (!(await createWhole(takeover, ""))) {
    const made = await stat(takeover).catch(() => undefined);
    if (made !== undefined && Date.now() - made.mtimeMs > takeoverSeconds * 1000)
      await rm(takeover, { force: true });
    await sleep(50);
    return false;
  }
  try {
    const now = await readHolder(file);
    if (now === undefined || now.pid !== holder.pid || now.since !== holder.since) return false;
    await rm(file, { force: true });
    return true;
  } finally {
    await rm(takeover, { force: true });
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
