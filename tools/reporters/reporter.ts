import type { RolloutEvent } from "../events.ts";

/** Shows a rollout while it happens. */
export interface Reporter {
  take(event: RolloutEvent): void;
  close(): void;
}
