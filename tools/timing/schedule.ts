/** Something that takes time, and what must be done before it starts. */
export interface Task {
  readonly id: string;
  readonly seconds: number;
  readonly after: readonly string[];
}

export interface ScheduledTask extends Task {
  readonly startsAt: number;
  readonly endsAt: number;
}

export interface Schedule {
  readonly seconds: number;
  /** The tasks that decide it: the last one, the one whose end that one waited for, and so on; the first one first. */
  readonly criticalPath: readonly ScheduledTask[];
}

/**
 * Runs tasks as a ready-queue does: each in the given order of preference as soon as all before it are done and one of
 * `parallel` places is free. What a task waits for and is not among the tasks counts as done.
 */
export function schedule(tasks: readonly Task[], parallel: number): Schedule {
  const ids = new Set(tasks.map(({ id }) => id));
  const done = new Map<string, ScheduledTask>();
  const running: ScheduledTask[] = [];
  const open = [...tasks];
  /** Why each task did not start earlier: the one whose end it waited for. */
  const heldBy = new Map<string, ScheduledTask | undefined>();
  let now = 0;
  let freedBy: ScheduledTask | undefined;
  while (open.length > 0 || running.length > 0) {
    for (const task of [...open]) {
      if (running.length >= parallel) break;
      if (!task.after.every((id) => !ids.has(id) || done.has(id))) continue;
      open.splice(open.indexOf(task), 1);
      running.push({ ...task, startsAt: now, endsAt: now + task.seconds });
      heldBy.set(task.id, freedBy);
    }
    const next = running.reduce<ScheduledTask | undefined>(
      (first, task) => (first === undefined || task.endsAt < first.endsAt ? task : first),
      undefined,
    );
    if (next === undefined)
      throw new Error(`tasks wait for each other: ${open.map(({ id }) => id).join(", ")}`);
    running.splice(running.indexOf(next), 1);
    done.set(next.id, next);
    now = next.endsAt;
    freedBy = next;
  }
  return { seconds: now, criticalPath: pathTo(freedBy, heldBy) };
}

function pathTo(
  last: ScheduledTask | undefined,
  heldBy: ReadonlyMap<string, ScheduledTask | undefined>,
): ScheduledTask[] {
  const path: ScheduledTask[] = [];
  for (let task = last; task !== undefined; task = heldBy.get(task.id)) path.unshift(task);
  return path;
}
