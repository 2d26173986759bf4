import { readFile } from "node:fs/promises";
import { describeUrn, type EngineEvent, type StepMetadata, type StepState } from "../engine-events.ts";
import type { CostResource } from "./resources.ts";

/** What a stack consisted of and what it would consist of. */
export interface StackChange {
  before: CostResource[];
  after: CostResource[];
}

const awsProvider = "pulumi:providers:aws";

/**
 * Reads the resources of AWS out of an engine's event log, as they were and as the operation left or would leave them.
 *
 * @param file one JSON object a line; a last line that the engine did not finish is passed over
 */
export async function readEngineLog(file: string): Promise<StackChange> {
  const lines = (await readFile(file, "utf8")).split("\n").slice(0, -1);
  return resourcesIn(lines.map((line) => JSON.parse(line) as EngineEvent));
}

/** The resources in an operation's events. */
export function resourcesIn(events: readonly EngineEvent[]): StackChange {
  const steps = events.flatMap(({ resOutputsEvent }) => resOutputsEvent?.metadata ?? []);
  const before = new Map<string, StepState>();
  const after = new Map<string, StepState>();
  for (const step of steps) {
    if (step.old?.inputs !== undefined) before.set(step.urn, step.old);
    if (step.new?.inputs !== undefined && leaves(step)) after.set(step.urn, step.new);
  }
  return { before: resourcesOf(before), after: resourcesOf(after) };
}

/** Whether the resource is there after the step. Data that is only read is nobody's resource. */
function leaves({ op }: StepMetadata): boolean {
  return !/^(delete|discard|read)/.test(op);
}

function resourcesOf(states: ReadonlyMap<string, StepState>): CostResource[] {
  const regions = new Map(
    [...states]
      .filter(([urn]) => describeUrn(urn).type === awsProvider)
      .map(([urn, { inputs }]) => [urn, String(inputs?.["region"] ?? "")]),
  );
  const fallback = [...regions.values()][0] ?? "";
  return [...states].flatMap(([urn, { inputs = {}, provider = "" }]) => {
    const { type, name } = describeUrn(urn);
    if (!type.startsWith("aws:")) return [];
    // A provider is referred to as "<urn>::<id>".
    const own = regions.get(provider.slice(0, provider.lastIndexOf("::"))) ?? fallback;
    return [{ type, name, inputs, region: typeof inputs["region"] === "string" ? inputs["region"] : own }];
  });
}
