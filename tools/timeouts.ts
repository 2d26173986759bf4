import type { Fault } from "./events.ts";

/** How long a cancelled engine may take to end what it is at. */
const graceMinutes = 2;

export interface Timeout {
  isOver(): boolean;
  clear(): void;
}

/** Cancels a run gracefully when its time is over, and kills it when it does not end then. */
export function startTimeout(minutes: number, cancel: (signal: NodeJS.Signals) => void): Timeout {
  let over = false;
  const timers = [
    setTimeout(() => {
      over = true;
      cancel("SIGINT");
    }, minutes * 60_000),
    setTimeout(() => cancel("SIGKILL"), (minutes + graceMinutes) * 60_000),
  ];
  return { isOver: () => over, clear: () => timers.forEach(clearTimeout) };
}

export function describeTimeout(minutes: number): Fault {
  return {
    message: `it took longer than ${minutes} min and was cancelled`,
    remedy: "give it more time with --timeout, or see in its log what it waited for",
  };
}
