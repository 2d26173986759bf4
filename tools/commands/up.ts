import { runVerb, type RolloutCommandOptions } from "./rollout.ts";

/** `rollout up`: gives the exit code. */
export function up(names: readonly string[], options: RolloutCommandOptions): Promise<number> {
  return runVerb("up", names, options);
}
