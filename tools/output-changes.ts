import { isDeepStrictEqual } from "node:util";
import { metadataOutput, secretDigestOutput } from "../shared/contract.ts";
import { recordedOutputs } from "../shared/contract-shape.ts";
import { compareOutputShapes, type OutputShapeChange } from "./contract-changes.ts";
import type { ShownOutputs } from "./events.ts";

/** One output that a layer publishes otherwise than before. Values are as they may be shown: secrets are masked. */
export interface OutputChange {
  output: string;
  change: "added" | "changed" | "removed";
  before?: unknown;
  after?: unknown;
}

/** What became of a layer's outputs. A secret that changed shows only where it turns plain: values are masked. */
export function compareOutputs(before: ShownOutputs, after: ShownOutputs): OutputChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.filter(isPublished).flatMap((output): OutputChange[] => {
    const [old, now] = [before[output], after[output]];
    if (!(output in before)) return [{ output, change: "added", after: now }];
    if (!(output in after)) return [{ output, change: "removed", before: old }];
    return isDeepStrictEqual(old, now) ? [] : [{ output, change: "changed", before: old, after: now }];
  });
}

/** How the promise changed under which a layer publishes, as the stack itself has recorded it before and now. */
export function compareRecordedContracts(before: ShownOutputs, after: ShownOutputs): OutputShapeChange[] {
  const [old, now] = [recordedShape(before), recordedShape(after)];
  return old === undefined || now === undefined ? [] : compareOutputShapes(old, now);
}

function recordedShape(outputs: ShownOutputs) {
  const { shape } = (outputs[metadataOutput] ?? {}) as { shape?: unknown };
  return typeof shape === "string" ? recordedOutputs.read(shape) : undefined;
}

function isPublished(output: string): boolean {
  return output !== metadataOutput && output !== secretDigestOutput;
}
