import type { RolloutEvent } from "../events.ts";
import { print } from "../output.ts";
import type { Reporter } from "./reporter.ts";

/** Every event as one JSON object a line, with the time: for programs. */
export function openJson(): Reporter {
  return {
    take: (event: RolloutEvent) => print(JSON.stringify({ time: new Date().toISOString(), ...event })),
    close() {},
  };
}
