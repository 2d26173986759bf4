import { readFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { z } from "zod";
import { isAlive } from "./engine/lock.ts";

/** A process as others can find it, also on another machine. */
export const processOwner = z.object({
  host: z.string(),
  pid: z.number(),
  user: z.string(),
  since: z.string(),
  /** When the process was started, in the kernel's own count: tells it from a later one with the same id. */
  born: z.string().optional(),
});
export type ProcessOwner = z.infer<typeof processOwner>;

export function describeSelf(): ProcessOwner {
  const born = birthOf(process.pid);
  return {
    host: hostname(),
    pid: process.pid,
    user: userName(),
    since: new Date().toISOString(),
    ...(born !== undefined && { born }),
  };
}

/** Whether a process still runs; nobody can tell of one on another machine. */
export function stateOf(owner: Pick<ProcessOwner, "host" | "pid" | "born">): "running" | "gone" | "unknown" {
  if (owner.host !== hostname()) return "unknown";
  if (!isAlive(owner.pid)) return "gone";
  return owner.born !== undefined && birthOf(owner.pid) !== owner.born ? "gone" : "running";
}

/** Field 22 of /proc/<pid>/stat; undefined where the system has no such file. */
export function birthOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A process that has ended and that nobody has waited for does nothing any more.
    return fields[0] === "Z" ? "ended" : fields[19];
  } catch {
    return undefined;
  }
}

export function describeOwner({ host, pid, user, since }: ProcessOwner): string {
  return `${user} on ${host} (process ${pid}, since ${since.replace(/\.\d+Z$/, "Z")})`;
}

/** The account that this process runs under. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "somebody";
  }
}
