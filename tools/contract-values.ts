import { z } from "zod";
import { checkValue } from "../shared/contract.ts";
import { compareShapes, describeShape, recordedOutputs, type OutputShape } from "../shared/contract-shape.ts";
import { isSecretValue, unknownSentinel } from "./engine-events.ts";
import { UserError } from "./errors.ts";
import type { LayerRun } from "./layer-run.ts";
import type { PlanNode } from "./plan.ts";
import { stackPlan } from "./plan-reconcile.ts";
import { planNow } from "./replan.ts";
import type { Workspace } from "./workspace.ts";

/** What a deployed stack was built to take of an output of which less is promised by now. */
export interface NarrowRead {
  output: string;
  /** "<layer>/<stack>". */
  reader: string;
  shape: OutputShape;
}

/**
 * Finds the deployed readers that a rollout leaves as they are, and what they were built to take of outputs whose
 * contract has come to admit more. Those that it brings up are built against the contracts of now. Only layers of this
 * repository are asked: a backend may hold hundreds of other stacks, and each costs a second to read.
 *
 * @returns by node; nodes without such readers are left out
 */
export async function findNarrowReads(
  { backend, repository, addressOf }: Workspace,
  nodes: readonly PlanNode[],
): Promise<ReadonlyMap<string, NarrowRead[]>> {
  const chosen = new Map(nodes.map((node) => [addressOf(node.layer, node.stack).fullName, node]));
  const produced = new Set(nodes.map(({ layer }) => layer.name));
  const reading = repository.layers.filter(({ contract }) =>
    [...(contract?.reads ?? []), ...(contract?.optionalReads ?? [])].some(({ layer }) => produced.has(layer)),
  );
  const names = (await backend.list()).filter(
    (name) => !chosen.has(name) && reading.some((layer) => name.split("/")[1] === layer.name),
  );
  const found = new Map<string, NarrowRead[]>();
  for (const reader of await Promise.all(names.map((name) => backend.read(name)))) {
    for (const { stack, layer, shape = "" } of reader?.reads ?? []) {
      const { id, layer: producer } = chosen.get(stack) ?? {};
      const taken = recordedOutputs.read(shape);
      if (id === undefined || producer?.contract === undefined || taken === undefined) continue;
      const { breaks } = compareShapes({ layer, outputs: taken }, describeShape(producer.contract));
      const weakened = new Set(breaks.filter(({ kind }) => kind === "weakened").map(({ output }) => output));
      const reads = [...weakened].flatMap((output): NarrowRead[] => {
        const shape = taken[output];
        return shape === undefined ? [] : [{ output, shape, reader: shortName(reader?.fullName ?? "") }];
      });
      if (reads.length > 0) found.set(id, [...(found.get(id) ?? []), ...reads]);
    }
  }
  return found;
}

/**
 * Refuses to publish values that deployed readers were not built to take, as far as they are known before the update.
 *
 * @throws UserError naming each value and its readers; nothing of the layer was changed
 */
export async function refuseUntaken(run: LayerRun, reads: readonly NarrowRead[]): Promise<void> {
  const { state = {} } = stackPlan(await planNow(run)) ?? {};
  const faults = new Map<string, Set<string>>();
  for (const { output, reader, shape } of reads) {
    for (const fault of untakenParts(output, shape, state[output])) {
      faults.set(fault, (faults.get(fault) ?? new Set()).add(reader));
    }
  }
  if (faults.size === 0) return;
  const readers = [...new Set([...faults.values()].flatMap((some) => [...some]))].sort();
  const lines = [...faults].map(([fault, some]) => `  - ${fault}: read by ${[...some].sort().join(", ")}`);
  throw new UserError(
    ["deployed stacks were not built to take what this would publish:", ...lines].join("\n"),
    {
      remedy:
        `bring them up first, built to take it (rollout up ${readers.join(" ")}), or together with it; ` +
        "nothing of this layer was changed",
      exitCode: 1,
    },
  );
}

/** What is wrong with a planned value for a reader that was built to take something else; a secret's is not known. */
export function untakenParts(output: string, { schema, optional }: OutputShape, value: unknown): string[] {
  if (isSecretValue(value)) return [];
  const taken = z.fromJSONSchema(withoutFlags(schema) as Parameters<typeof z.fromJSONSchema>[0]);
  const contract = {
    ...{ layer: "", version: 1, scope: "environment" as const, reads: [], optionalReads: [], secrets: [] },
    outputs: { [output]: optional ? taken.optional() : taken },
  };
  return checkValue(contract, output, value, (part) => part === unknownSentinel).map(
    ({ path, message }) => `"${path}" ${message}`,
  );
}

/** A pattern's flags are no word of JSON Schema, and without them it would refuse what it was meant to match. */
function withoutFlags(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutFlags);
  if (typeof schema !== "object" || schema === null) return schema;
  const kept = Object.entries(schema).filter(([word]) => !(word === "pattern" && "patternFlags" in schema));
  return Object.fromEntries(kept.map(([word, part]) => [word, withoutFlags(part)]));
}

function shortName(fullName: string): string {
  return fullName.split("/").slice(1).join("/");
}
