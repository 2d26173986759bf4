import { runVerb, type RolloutCommandOptions } from "./rollout.ts";

/** `rollout destroy`: gives the exit code. */
export function destroy(names: readonly string[], options: RolloutCommandOptions): Promise<number> {
  return runVerb("destroy", names, options);
}
