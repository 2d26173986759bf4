/** How one task of a queue ended. */
export type TaskResult =
  | { result: "succeeded" | "failed" }
  /** A task that it waits for failed, or was itself blocked; `by` is the one that failed. */
  | { result: "blocked"; by: string }
  /** The queue was stopped before its turn. */
  | { result: "not-started" };

export interface QueueOptions {
  /** For each task, in order of preference, the tasks that must succeed before it starts. */
  waits: ReadonlyMap<string, readonly string[]>;
  parallel: number;
  /** Start nothing new after the first failure. */
  failFast: boolean;
  /** Nothing new is started once it is aborted; what runs goes on. */
  stop: AbortSignal;
  run: (task: string) => Promise<"succeeded" | "failed">;
  /** Called for each task that will never start, as soon as that is known. */
  onSkipped?: (task: string, result: TaskResult) => void;
}

/**
 * Runs tasks in dependency order. There are no waves: a task starts as soon as all it waits for are done and
 * a place is free. A failure blocks the tasks that wait for it, at any distance, and nothing else.
 */
export async function runQueue(options: QueueOptions): Promise<Map<string, TaskResult>> {
  const { waits, parallel, failFast, stop, run, onSkipped } = options;
  const results = new Map<string, TaskResult>();
  const running = new Map<string, Promise<void>>();
  let failed = false;

  const skip = (task: string, result: TaskResult): void => {
    results.set(task, result);
    onSkipped?.(task, result);
  };

  const start = async (task: string): Promise<void> => {
    const result = await run(task);
    if (result === "failed") failed = true;
    results.set(task, { result });
    running.delete(task);
  };

  const open = new Set(waits.keys());
  for (;;) {
    for (const task of open) {
      const blocker = failed ? findBlocker(waits.get(task) ?? [], results) : undefined;
      if (blocker !== undefined) skip(task, { result: "blocked", by: blocker });
      else if (stop.aborted || (failFast && failed)) skip(task, { result: "not-started" });
      else if (running.size >= parallel) {
        // Only a failure or a stop concerns those further down; looking at all each time takes its square.
        if (failed) continue;
        break;
      } else if (isReady(waits.get(task) ?? [], results)) running.set(task, start(task));
      else continue;
      open.delete(task);
    }
    if (results.size === waits.size) return results;
    if (running.size > 0) await Promise.race(running.values());
  }
}

function isReady(before: readonly string[], results: ReadonlyMap<string, TaskResult>): boolean {
  return before.every((task) => results.get(task)?.result === "succeeded");
}

function findBlocker(
  before: readonly string[],
  results: ReadonlyMap<string, TaskResult>,
): string | undefined {
  for (const task of before) {
    const result = results.get(task);
    if (result?.result === "failed") return task;
    if (result?.result === "blocked") return result.by;
  }
  return undefined;
}
