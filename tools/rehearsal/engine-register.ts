/** Which process works on which stack, so that a rehearsal can kill it. */
export interface EngineRegister {
  /** @param fullName "<organization>/<project>/<stack>" */
  add(fullName: string, pid: number): void;
  /** Kills the engine that works on the resource, and its language host and analyzers with it. */
  kill(urn: string): void;
}

/** Engines lead a process group of their own, see `ProcessOptions.ownGroup`. */
export function openEngineRegister(
  kill: (pid: number, signal: NodeJS.Signals) => unknown = (pid, signal) => process.kill(pid, signal),
): EngineRegister {
  const engines = new Map<string, number>();
  return {
    add(fullName, pid) {
      engines.set(fullName.split("/").slice(-2).join("/"), pid);
    },
    kill(urn) {
      const [, , stack = "", , project = ""] = urn.split(":");
      const pid = engines.get(`${project}/${stack}`);
      if (pid === undefined) throw new Error(`nobody knows which engine works on ${urn}`);
      kill(-pid, "SIGKILL");
    },
  };
}
