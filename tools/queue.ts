import { reverseWaits } from "./plan.ts";

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
  const { ready, release, readersOf } = countWaits(waits);
  let failed = false;

  const skip = (task: string, result: TaskResult): void => {
    if (results.has(task)) return;
    results.set(task, result);
    onSkipped?.(task, result);
  };

  const start = async (task: string): Promise<void> => {
    const result = await run(task);
    results.set(task, { result });
    running.delete(task);
    if (result === "succeeded") return release(task);
    failed = true;
    for (const reader of readersOf(task)) skip(reader, { result: "blocked", by: task });
  };

  for (;;) {
    if (stop.aborted || (failFast && failed)) {
      ready.length = 0;
      for (const task of waits.keys()) if (!running.has(task)) skip(task, { result: "not-started" });
    }
    for (const task of ready.splice(0, parallel - running.size)) running.set(task, start(task));
    if (running.size === 0) return results;
    await Promise.race(running.values());
  }
}

/**
 * Which tasks wait for nothing any more. Each wait is counted down once, so that a task costs as much among a
 * thousand as among fifty.
 */
function countWaits(waits: ReadonlyMap<string, readonly string[]>) {
  const order = [...waits.keys()];
  const position = new Map(order.map((task, index) => [task, index]));
  const inOrder = (one: string, other: string): number => position.get(one)! - position.get(other)!;
  const left = new Map(order.map((task) => [task, waits.get(task)!.length]));
  const readers = reverseWaits(waits);
  const ready = order.filter((task) => left.get(task) === 0);
  return {
    /** In order of preference; the caller takes from its front. */
    ready,
    /** Tells that a task has succeeded. */
    release(task: string): void {
      for (const reader of readers.get(task) ?? []) {
        const open = left.get(reader)! - 1;
        left.set(reader, open);
        if (open > 0) continue;
        ready.splice(ready.findLastIndex((other) => inOrder(other, reader) < 0) + 1, 0, reader);
      }
    },
    /** All that wait for a task, at any distance, in order of preference. */
    readersOf(task: string): string[] {
      const found = new Set<string>([task]);
      for (const one of found) readers.get(one)?.forEach((reader) => found.add(reader));
      found.delete(task);
      return [...found].sort(inOrder);
    },
  };
}
