import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent } from "../../tools/engine-events.ts";

/**
 * What is no resource of anybody: the reading of another stack, and the engine's own provider that it goes through.
 * A preview on top of planned outputs needs neither.
 */
const readingOfStacks = ["pulumi:pulumi:StackReference", "pulumi:providers:pulumi"];

/** What a rehearsal's last run of a verb made or would make, by URN. */
export function createdBy(state: string, verb: "preview" | "up"): string[] {
  const logs = readdirSync(join(state, "logs")).filter((file) => file.endsWith(`.${verb}.jsonl`));
  const events = logs.flatMap((file) =>
    readFileSync(join(state, "logs", file), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as EngineEvent),
  );
  const made = events
    .flatMap(({ resOutputsEvent }) => resOutputsEvent?.metadata ?? [])
    .filter(({ op, type }) => op === "create" && !readingOfStacks.includes(type));
  // Of a component the engine tells twice: when it is made and when it gives its outputs.
  return [...new Set(made.map(({ urn }) => urn))].sort();
}
