/** What one layer needs: the engine, the language host and the program with its provider SDK. */
const bytesPerLayer = 700e6;

export interface Machine {
  processors: number;
  /** Bytes that a process may still take, within the limits of its container. */
  memory: number;
}

/** How many layers at a time a machine holds. Rehearsals need the processor; the real thing mostly waits for AWS. */
export function chooseParallel(machine: Machine, kind: "deployed" | "rehearsal"): number {
  const byProcessor = machine.processors * (kind === "rehearsal" ? 1 : 2);
  return Math.max(1, Math.min(byProcessor, Math.floor(machine.memory / bytesPerLayer)));
}
