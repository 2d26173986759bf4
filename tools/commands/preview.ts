import { runVerb, type RolloutCommandOptions } from "./rollout.ts";

/** `rollout preview`: gives the exit code. */
export function preview(names: readonly string[], options: RolloutCommandOptions): Promise<number> {
  return runVerb("preview", names, options);
}
