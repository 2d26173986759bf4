import { readdirSync, readFileSync } from "node:fs";
import { isAlive } from "./engine/lock.ts";
import { birthOf } from "./process-owner.ts";

/**
 * Ends what a killed engine leaves behind: its language host and the program, which lead process groups of their own and
 * without their engine keep a processor busy and take memory for ever. They stay in the session that it led.
 *
 * @param leader its process id; nothing is done where a process of that id lives
 * @param named only processes with this in their command line: where the leader has been gone for a while, its id may
 *   have been given to the leader of somebody else's session, which is gone as well
 */
export function endSession(leader: number, named = ""): void {
  // One that nobody has waited for yet is still known by its id.
  if (isAlive(leader) && birthOf(leader) !== "ended") return;
  for (const pid of membersOf(leader)) {
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(named)) process.kill(pid, "SIGKILL");
    } catch {
      // It ended by itself meanwhile, or belongs to somebody else.
    }
  }
}

/** The processes of a session, by the fourth field after a process's name in /proc/<pid>/stat; none where there is no /proc. */
export function membersOf(session: number): number[] {
  return listProcesses().filter((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const [state, , , own] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return Number(own) === session && state !== "Z";
    } catch {
      return false;
    }
  });
}

function listProcesses(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}
