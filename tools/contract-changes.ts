import type { Contract } from "../shared/contract.ts";
import { compareShapes, describeShape, type BreakKind, type OutputShape } from "../shared/contract-shape.ts";

/** A break takes something from readers; what is added or promises more is safe. */
export type ContractChangeKind = BreakKind | "added" | "extended";

/** One difference in what is promised of an output. */
export interface OutputShapeChange {
  output: string;
  kind: ContractChangeKind;
  /** What became of it, to be read after its name: "is gone". */
  detail: string;
}

/** One difference between what a layer promised and what it promises. */
export interface ContractChange extends Omit<OutputShapeChange, "output"> {
  layer: string;
  /** Undefined where it is about the whole contract. */
  output: string | undefined;
  /** Layers whose contract says that they read this one; none where the change takes nothing from them. */
  readers: string[];
}

/** What differs between two states of a repository's contracts, by the comparison that refuses breaks before an up. */
export function compareContracts(before: readonly Contract[], after: readonly Contract[]): ContractChange[] {
  const layers = [...new Set([...before, ...after].map(({ layer }) => layer))].sort();
  return layers.flatMap((layer) => {
    const [old, now] = [before, after].map((all) => all.find((contract) => contract.layer === layer));
    const readers = [...before, ...after]
      .filter(({ reads, optionalReads }) => [...reads, ...optionalReads].some((read) => read.layer === layer))
      .map((contract) => contract.layer);
    const change = ({ kind, detail, output }: Omit<OutputShapeChange, "output"> & { output?: string }) => ({
      ...{ layer, output, kind, detail },
      readers: isBreak(kind) ? [...new Set(readers)].sort() : [],
    });
    if (old === undefined) return [change({ kind: "added", detail: "has a contract now" })];
    if (now === undefined) return [change({ kind: "removed", detail: "has no contract any more" })];
    return compareOutputShapes(describeShape(old).outputs, describeShape(now).outputs).map(change);
  });
}

/** What differs between two states of one layer's outputs, by output. */
export function compareOutputShapes(
  before: Record<string, OutputShape>,
  after: Record<string, OutputShape>,
): OutputShapeChange[] {
  const { breaks, added, extended } = compareShapes({ layer: "", outputs: before }, { outputs: after });
  return [
    ...breaks.map(({ output, kind, path, detail }) => ({
      ...{ output, kind },
      detail: path === output ? detail : `${path} ${detail}`,
    })),
    ...added.map((output) => ({ output, kind: "added" as const, detail: "is published now" })),
    ...extended.map((output) => ({ output, kind: "extended" as const, detail: "promises more now" })),
  ].sort((a, b) => (a.output < b.output ? -1 : a.output > b.output ? 1 : 0));
}

/** Whether a change takes something from readers. */
export function isBreak(kind: ContractChangeKind): kind is BreakKind {
  return kind !== "added" && kind !== "extended";
}
