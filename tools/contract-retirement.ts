import type { Retirement } from "../shared/contract.ts";
import type { DeployedStack } from "./backend.ts";
import { findFieldUses, type FieldUse } from "./contract-readers.ts";
import type { Repository } from "./layers.ts";

/** One output that is going to be removed, and who stands in the way. */
export interface RetiringOutput extends Retirement {
  layer: string;
  output: string;
  /** Places in programs that take it. */
  takenBy: Omit<FieldUse, "producer" | "output">[];
  /** Deployed stacks that took it on their last update, as "<layer>/<stack>". */
  readBy: string[];
}

/**
 * Finds every output that is going to be removed, with who still takes it.
 *
 * @param deployed the stacks to look at as well; none where only the programs count
 */
export function findRetiring(
  repository: Repository,
  deployed: readonly Pick<DeployedStack, "fullName" | "exists" | "reads">[],
): RetiringOutput[] {
  const retiring = repository.layers.flatMap(({ name, contract }) =>
    Object.entries(contract?.retiring ?? {}).map(([output, retirement]) => ({
      layer: name,
      output,
      ...retirement,
    })),
  );
  if (retiring.length === 0) return [];
  const outputs = new Map<string, Set<string>>();
  for (const { layer, output } of retiring) {
    outputs.set(layer, (outputs.get(layer) ?? new Set()).add(output));
  }
  const uses = findFieldUses(repository, outputs);
  return retiring.map((one) => ({
    ...one,
    takenBy: uses
      .filter(({ producer, output }) => producer === one.layer && output === one.output)
      .map(({ reader, file, line }) => ({ reader, file, line })),
    readBy: deployed
      .filter(
        ({ exists, reads }) =>
          exists && reads.some(({ layer, keys }) => layer === one.layer && keys.includes(one.output)),
      )
      .map(({ fullName }) => fullName.split("/").slice(1).join("/")),
  }));
}

/** Whether a day is not over yet (in UTC); what has no day is not promised by one. */
export function isPromised(until: string | undefined, now: Date = new Date()): boolean {
  return until !== undefined && now.toISOString().slice(0, 10) <= until;
}

/** What is to be done about a retiring output next. */
export function nextStep({ output, layer, replacedBy, until, takenBy, readBy }: RetiringOutput): string {
  if (takenBy.length > 0) {
    const readers = [...new Set(takenBy.map(({ reader }) => reader))].join(" ");
    const what = replacedBy === undefined ? `do without "${output}"` : `take "${replacedBy}"`;
    return `let these lines ${what}, then: rollout up ${readers}`;
  }
  if (readBy.length > 0) return `the programs are moved; bring them up: rollout up ${readBy.join(" ")}`;
  if (isPromised(until)) return `nobody takes it; remove it after ${until}`;
  return `remove it from the contract and the program of ${layer}, then: rollout contracts snapshot, rollout up ${layer}`;
}
