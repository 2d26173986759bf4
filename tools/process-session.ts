import { readdirSync, readFileSync } from "node:fs";
import { isAlive } from "./engine/lock.ts";

/**
 * Ends what a killed engine leaves behind: its language host and the program, which lead process groups of their own and
 * without their engine keep a processor busy and take memory for ever. They stay in the session that it led.
 *
 * @param leader its process id; nothing is done where a process of that id lives, since a session outlives its leader
 *   but no id is given out again while there is a session of it
 * @returns the processes that were ended
 */
export function endSession(leader: number): number[] {
  if (isAlive(leader)) return [];
  const left = membersOf(leader);
  for (const pid of left) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended by itself meanwhile.
    }
  }
  return left;
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
