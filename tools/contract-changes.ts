import { z } from "zod";
import type { Contract } from "../shared/contract.ts";

/** One difference between what a layer promised and what it promises. */
export interface ContractChange {
  layer: string;
  /** Undefined where it is about the whole contract. */
  output: string | undefined;
  kind: "added" | "changed" | "removed";
  /** Layers whose contract says that they read this one. */
  readers: string[];
}

/** What differs between two states of a repository's contracts. Adding is safe; the rest concerns the readers. */
export function compareContracts(before: readonly Contract[], after: readonly Contract[]): ContractChange[] {
  const layers = [...new Set([...before, ...after].map(({ layer }) => layer))].sort();
  return layers.flatMap((layer) => {
    const [old, now] = [before, after].map((all) => all.find((contract) => contract.layer === layer));
    const readers = [...before, ...after]
      .filter(({ reads, optionalReads }) => [...reads, ...optionalReads].some((read) => read.layer === layer))
      .map((contract) => contract.layer);
    const change = (output: string | undefined, kind: ContractChange["kind"]): ContractChange => ({
      ...{ layer, output, kind },
      readers: kind === "added" ? [] : [...new Set(readers)].sort(),
    });
    if (old === undefined) return [change(undefined, "added")];
    if (now === undefined) return [change(undefined, "removed")];
    return compareOutputs(old, now).map(([output, kind]) => change(output, kind));
  });
}

function compareOutputs(before: Contract, after: Contract): [string, ContractChange["kind"]][] {
  const [old, now] = [describeOutputs(before), describeOutputs(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .sort()
    .flatMap((output): [string, ContractChange["kind"]][] => {
      if (!(output in old)) return [[output, "added"]];
      if (!(output in now)) return [[output, "removed"]];
      return old[output] === now[output] ? [] : [[output, "changed"]];
    });
}

/** Each output's shape as text; what it is called in words does not matter. */
function describeOutputs({ outputs, secrets }: Contract): Record<string, string> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, schema]) => [
      name,
      JSON.stringify([
        secrets.includes(name),
        schema.safeParse(undefined).success,
        z.toJSONSchema(schema, {
          unrepresentable: "any",
          override: ({ jsonSchema }) => void delete jsonSchema.description,
        }),
      ]),
    ]),
  );
}
