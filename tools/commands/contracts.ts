import { relative } from "node:path";
import { compareShapes, type ContractBreak, type ContractShape } from "../../shared/contract-shape.ts";
import type { FieldUse } from "../contract-readers.ts";
import { isPromised } from "../contract-retirement.ts";
import { currentShapes, readSnapshot, shapesAt, snapshotFile, writeSnapshot } from "../contract-snapshot.ts";
import { UserError } from "../errors.ts";
import { discoverRepository, type Repository } from "../layers.ts";
import { print } from "../output.ts";

export interface ContractsCheckOptions {
  directory: string;
  since?: string;
  against?: "snapshot";
  json?: boolean;
}

interface FoundBreak extends ContractBreak {
  readers: Omit<FieldUse, "producer" | "output">[];
}

/** `rollout contracts snapshot`: writes down what the contracts promise now. */
export async function snapshotContracts({ directory }: { directory: string }): Promise<number> {
  const repository = await discoverRepository(directory);
  const shapes = await writeSnapshot(repository);
  const file = relative(repository.root, snapshotFile(repository));
  print(`wrote the ${count(shapes.length, "contract")} of this repository to ${file}; commit it`);
  return 0;
}

/** `rollout contracts check`: what the contracts no longer promise, and whose program relies on it. */
export async function checkContracts(options: ContractsCheckOptions): Promise<number> {
  const { directory, since, against, json } = options;
  if (since !== undefined && against !== undefined) {
    throw new UserError("--since and --against name two things to compare with, expected one", {
      remedy: "drop one of them",
    });
  }
  const repository = await discoverRepository(directory);
  const now = await currentShapes(repository);
  const base =
    since === undefined
      ? { shapes: await readSnapshot(repository), name: "the snapshot" }
      : await shapesAt(repository, since).then(({ shapes, commit }) => ({
          shapes,
          name: `${since} (${commit})`,
        }));
  const { breaks, additions } = compareAll(base.shapes, now);
  const found = await findReaders(repository, breaks);
  const isBroken = found.some(isUnkept);
  if (json === true) print(JSON.stringify({ since: base.name, breaks: found, additions }, null, 2));
  else
    printFindings(found, additions, {
      name: base.name,
      contracts: now.length,
      isSnapshot: since === undefined,
    });
  return isBroken ? 1 : 0;
}

function compareAll(
  before: readonly ContractShape[],
  after: readonly ContractShape[],
): { breaks: ContractBreak[]; additions: string[] } {
  const breaks: ContractBreak[] = [];
  const additions: string[] = [];
  for (const old of before) {
    const now = after.find(({ layer }) => layer === old.layer) ?? { outputs: {} };
    const changes = compareShapes(old, now);
    breaks.push(...changes.breaks);
    additions.push(...changes.added.map((output) => `${old.layer} publishes "${output}" now`));
    additions.push(
      ...changes.retired.map(({ output, replacedBy, until }) =>
        [
          `"${output}" of ${old.layer} is promised until ${until} now`,
          ...(replacedBy === undefined ? [] : [`"${replacedBy}" takes its place`]),
        ].join(", "),
      ),
    );
    additions.push(...changes.extended.map((output) => `"${output}" of ${old.layer} promises more now`));
  }
  const isNew = after.filter(({ layer }) => !before.some((old) => old.layer === layer));
  additions.push(...isNew.map(({ layer }) => `${layer} has a contract now`));
  return { breaks, additions };
}

/** A promise holds as long as somebody takes it, and until the day that was said. */
function isUnkept({ readers, until }: FoundBreak): boolean {
  return readers.length > 0 || isPromised(until);
}

async function findReaders(repository: Repository, breaks: readonly ContractBreak[]): Promise<FoundBreak[]> {
  if (breaks.length === 0) return [];
  const outputs = new Map<string, Set<string>>();
  for (const { layer, output } of breaks) {
    outputs.set(layer, (outputs.get(layer) ?? new Set()).add(output));
  }
  const { findFieldUses } = await import("../contract-readers.ts");
  const uses = findFieldUses(repository, outputs);
  return breaks.map((change) => ({
    ...change,
    readers: uses
      .filter(({ producer, output }) => producer === change.layer && output === change.output)
      .map(({ reader, file, line }) => ({ reader, file, line })),
  }));
}

function printFindings(
  breaks: readonly FoundBreak[],
  additions: readonly string[],
  base: { name: string; contracts: number; isSnapshot: boolean },
): void {
  const broken = breaks.filter(isUnkept);
  for (const { layer, kind, path, detail, readers, until } of breaks) {
    if (readers.length === 0) {
      print(
        isPromised(until)
          ? `break: ${kind} "${path}" of ${layer} ${detail}; it is promised until ${until}`
          : `free: ${kind} "${path}" of ${layer} ${detail}; no layer takes it`,
      );
      continue;
    }
    print(`break: ${kind} "${path}" of ${layer} ${detail}; taken by`);
    readers.forEach(({ reader, file, line }) => print(`  ${reader}  ${file}:${line}`));
  }
  additions.forEach((addition) => print(`free: ${addition}`));
  const since = `since ${base.name}`;
  if (broken.length === 0) {
    print(
      `${count(base.contracts, "contract")} ${base.contracts === 1 ? "keeps" : "keep"} every promise ${since}`,
    );
    const changed = breaks.length + additions.length > 0;
    if (changed && base.isSnapshot) print("to do: rollout contracts snapshot, and commit it with the change");
    return;
  }
  print(`${count(broken.length, "promise")} ${since} ${broken.length === 1 ? "is" : "are"} broken`);
  print(
    "to do: publish the old beside the new, move the layers that take it and take it away once no deployed stack " +
      "reads it; where they change with it, say so by committing what rollout contracts snapshot writes",
  );
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
