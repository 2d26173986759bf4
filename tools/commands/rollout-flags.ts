import { UserError } from "../errors.ts";
import type { Verb } from "../events.ts";
import type { RolloutCommandOptions } from "./rollout.ts";

type Flag = keyof RolloutCommandOptions;

/** Flags that contradict another or have nothing to say beside it, and why. */
const beside: readonly (readonly [other: Flag, why: string, flags: readonly Flag[]])[] = [
  [
    "resume",
    "goes on as the rollout was started",
    ["affected", "force", "refresh", "fresh", "withUpstreams", "withReaders", "plan"],
  ],
  [
    "plan",
    "does what was reviewed",
    ["affected", "force", "refresh", "fresh", "withUpstreams", "withReaders"],
  ],
  ["refresh", "runs every layer", ["force"]],
  ["json", "tells everything", ["verbose", "why"]],
];

/** Flags that another verb gives a meaning. */
const onlyFor: readonly (readonly [flag: Flag, verbs: readonly Verb[], why: string])[] = [
  ["resume", ["up", "destroy"], "which leaves nothing to resume"],
  ["continue", ["up", "destroy"], "which goes on anyway"],
  ["affected", ["up", "preview"], "expected the layers by name"],
  ["why", ["up"], "which runs every layer"],
];

/**
 * Refuses flags that mean nothing together, before anything is read.
 *
 * @throws UserError for the first of them
 */
export function refuseNonsense(
  verb: Verb,
  names: readonly string[],
  options: Readonly<RolloutCommandOptions>,
): void {
  const isGiven = (flag: Flag): boolean => options[flag] !== undefined && options[flag] !== false;
  for (const [other, why, flags] of beside) {
    const flag = isGiven(other) ? flags.find(isGiven) : undefined;
    if (flag === undefined) continue;
    throw new UserError(`${spell(flag)} means nothing with ${spell(other)}, which ${why}`, {
      remedy: `drop ${spell(flag)} or ${spell(other)}`,
    });
  }
  for (const [flag, verbs, why] of onlyFor) {
    if (!isGiven(flag) || verbs.includes(verb)) continue;
    throw new UserError(`${spell(flag)} means nothing for ${verb}, ${why}`, {
      remedy: `drop ${spell(flag)}`,
    });
  }
  if (isGiven("since") && !isGiven("affected")) {
    throw new UserError("--since means nothing without --affected", {
      remedy: "add --affected or drop --since",
    });
  }
  const widening = (["withUpstreams", "withReaders"] as const).find(isGiven);
  if (widening !== undefined && names.length === 0) {
    throw new UserError(`${spell(widening)} means nothing without layers by name, since all are meant`, {
      remedy: `name layers or drop ${spell(widening)}`,
    });
  }
}

/** "--with-upstreams" of "withUpstreams". */
function spell(flag: Flag): string {
  return `--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
