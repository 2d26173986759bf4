import { isDeepStrictEqual } from "node:util";
import { join } from "node:path";
import { metadataOutput, secretDigestOutput } from "../shared/contract.ts";
import type { DeployedStack } from "./backend.ts";
import { describeUrn, isSecretValue, showValue, stackType, type EngineEvent } from "./engine-events.ts";
import { explainFailure } from "./failures.ts";
import type { Interrupts } from "./interrupts.ts";
import type { PlanNode } from "./plan.ts";
import { runOperation } from "./pulumi.ts";
import type { Workspace } from "./workspace.ts";

/** One resource that is not as its state says. */
export interface DriftedResource {
  resource: string;
  change: "changed" | "gone";
  /** As they may be shown: secrets hidden. */
  properties: { name: string; expected: unknown; found: unknown }[];
}

/** A published output whose value comes from what has drifted. */
export interface MovedOutput {
  output: string;
  /** The deployed stacks that read it, "<layer>/<stack>". */
  readBy: string[];
}

export interface LayerDrift {
  id: string;
  /** Undefined when the engine could not find out. */
  resources: DriftedResource[] | undefined;
  published: MovedOutput[];
  fault: string | undefined;
}

/** What differs between a deployed stack's state and what there is; changes nothing. */
export async function findDrift(
  workspace: Workspace,
  node: PlanNode,
  deployed: readonly DeployedStack[],
  interrupts: Interrupts,
): Promise<LayerDrift> {
  const stack = workspace.addressOf(node.layer, node.stack);
  const found: { drifted: DriftedResource; values: unknown[] }[] = [];
  const errors: string[] = [];
  let untrack: (() => void) | undefined;
  const { exitCode, stderr } = await runOperation(workspace.pulumi, {
    verb: "drift",
    stack,
    log: join(workspace.stateFolder, "logs", `${node.layer.name}.${node.stack}.drift.jsonl`),
    onEvent: (event) => {
      const drifted = driftIn(event);
      if (drifted !== undefined) found.push(drifted);
      if (event.diagnosticEvent?.severity === "error") errors.push(event.diagnosticEvent.message.trim());
    },
    onProcess: (cancel) => {
      untrack?.();
      untrack = cancel === undefined ? undefined : interrupts.track(cancel);
    },
  });
  if (exitCode !== 0) {
    const fault = errors[0] ?? explainFailure(stderr, `pulumi refresh ended with ${exitCode}`).message;
    return { id: node.id, resources: undefined, published: [], fault };
  }
  const own = deployed.find(({ fullName }) => fullName === stack.fullName);
  const moved = movedOutputs(
    own?.outputs ?? {},
    found.flatMap(({ values }) => values),
  );
  return {
    id: node.id,
    resources: found.map(({ drifted }) => drifted),
    published: moved.map((output) => ({ output, readBy: readersOf(stack.fullName, output, deployed) })),
    fault: undefined,
  };
}

/** What a refresh tells of one resource; `values` are the old ones that no longer hold. */
export function driftIn(event: EngineEvent): { drifted: DriftedResource; values: unknown[] } | undefined {
  const metadata = event.resOutputsEvent?.metadata;
  if (metadata === undefined || metadata.type === stackType) return undefined;
  const { type, name } = describeUrn(metadata.urn);
  const resource = `${type} ${name}`;
  const before = metadata.old?.outputs ?? {};
  if (metadata.op === "delete") {
    return { drifted: { resource, change: "gone", properties: [] }, values: Object.values(before) };
  }
  if (metadata.op !== "update") return undefined;
  const after = metadata.new?.outputs ?? {};
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changed = names.filter((key) => !isDeepStrictEqual(before[key], after[key]));
  return {
    drifted: {
      resource,
      change: "changed",
      properties: changed.map((key) => ({
        name: key,
        expected: showValue(before[key]),
        found: showValue(after[key]),
      })),
    },
    values: changed.map((key) => before[key]),
  };
}

/** Shorter texts, numbers and booleans are equal by chance too often. */
const tellingLength = 6;

/** Outputs that hold one of these values, anywhere in them. Secrets are encrypted and tell nothing. */
export function movedOutputs(
  outputs: Readonly<Record<string, unknown>>,
  values: readonly unknown[],
): string[] {
  const gone = new Set(values.flatMap(leaves).filter((leaf) => leaf.length >= tellingLength));
  return Object.keys(outputs)
    .filter((key) => key !== metadataOutput && key !== secretDigestOutput)
    .filter((key) => leaves(outputs[key]).some((leaf) => gone.has(leaf)));
}

function leaves(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object" || isSecretValue(value)) return [];
  return Object.values(value).flatMap(leaves);
}

/** The deployed stacks, "<layer>/<stack>", whose last update read an output of a stack. */
export function readersOf(
  fullName: string,
  output: string,
  deployed: readonly Pick<DeployedStack, "fullName" | "exists" | "reads">[],
): string[] {
  return deployed
    .filter(({ exists }) => exists)
    .filter(({ reads }) => reads.some(({ stack, keys }) => stack === fullName && keys.includes(output)))
    .map((reader) => reader.fullName.split("/").slice(1).join("/"))
    .sort();
}
