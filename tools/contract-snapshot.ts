import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { dirname, join, posix, relative } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { contractShapes, describeShape, type ContractShape } from "../shared/contract-shape.ts";
import { UserError } from "./errors.ts";
import { git } from "./git-changes.ts";
import { readContracts, type Repository } from "./layers.ts";
import { readReferences } from "./source-graph.ts";

/** Where a repository keeps what its contracts promised when somebody last looked at it. */
export function snapshotFile({ root, settings }: Repository): string {
  return join(root, settings.contracts, "snapshot.json");
}

/** The shapes of a repository's contracts as its files are now, by layer. */
export async function currentShapes({ root, settings }: Repository): Promise<ContractShape[]> {
  return shapesIn(join(root, settings.contracts));
}

/**
 * The shapes of the committed snapshot.
 *
 * @throws UserError when there is none or it is broken
 */
export async function readSnapshot(repository: Repository): Promise<ContractShape[]> {
  const file = snapshotFile(repository);
  const name = relative(repository.root, file);
  const make = "make it with: rollout contracts snapshot";
  if (!existsSync(file)) {
    throw new UserError(`${name} does not exist, expected what the contracts promised`, {
      remedy: `${make}; or compare with a revision: rollout contracts check --since main`,
    });
  }
  try {
    return contractShapes.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    throw new UserError(`${name} is broken, expected what "rollout contracts snapshot" writes`, {
      remedy: `take it from git, or ${make}`,
      cause: error,
    });
  }
}

export async function writeSnapshot(repository: Repository): Promise<ContractShape[]> {
  const shapes = await currentShapes(repository);
  await writeFileAtomic(snapshotFile(repository), `${JSON.stringify(shapes, null, 2)}\n`);
  return shapes;
}

/**
 * The shapes at the commit where this branch left a revision: their sources are taken out of git into a folder of
 * this repository, where they find the same packages.
 *
 * @throws UserError outside git, for a revision that does not exist, or sources that cannot be loaded
 */
export async function shapesAt(
  { root, settings }: Repository,
  revision: string,
): Promise<{ shapes: ContractShape[]; commit: string }> {
  const top = await git(root, ["rev-parse", "--show-toplevel"]);
  if (top === undefined) {
    throw new UserError(`--since needs a git repository, and ${root} is in none`, {
      remedy: "compare with the snapshot: rollout contracts check",
    });
  }
  const commit = await git(root, ["merge-base", "HEAD", revision]);
  if (commit === undefined) {
    throw new UserError(`revision "${revision}" does not exist or has no history in common with HEAD`, {
      remedy: "name another, such as: --since HEAD~1",
    });
  }
  const copy = join(root, ".rollout", `contracts-${randomUUID()}`);
  try {
    const folder = relative(top, join(root, settings.contracts)).replaceAll("\\", "/");
    await checkOut(top, commit, folder, copy);
    return { shapes: await shapesIn(join(copy, folder)), commit: commit.slice(0, 8) };
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = (error as Error).message.split("\n")[0]?.replaceAll(`${copy}/`, "");
    throw new UserError(`the contracts of ${revision} cannot be loaded (${reason})`, {
      remedy: "compare with the snapshot: rollout contracts check",
      exitCode: 1,
      cause: error,
    });
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function shapesIn(folder: string): Promise<ContractShape[]> {
  const contracts = [...(await readContracts(folder)).values()];
  return contracts.map(describeShape).sort((a, b) => (a.layer < b.layer ? -1 : 1));
}

/** Copies the source files of a folder at a commit, and what they import beside themselves. */
async function checkOut(top: string, commit: string, folder: string, copy: string): Promise<void> {
  const listed = await git(top, ["ls-tree", "-r", "--name-only", "-z", commit]);
  const known = new Set((listed ?? "").split("\0"));
  const pending = [...known].filter((path) => posix.dirname(path) === folder && path.endsWith(".ts"));
  const done = new Set<string>();
  // What decides how Node reads the files.
  pending.push(
    ...[...known].filter((path) => posix.basename(path) === "package.json" && isAbove(path, folder)),
  );
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (done.has(path)) continue;
    done.add(path);
    const text = await git(top, ["show", `${commit}:${path}`]);
    if (text === undefined) continue;
    await mkdir(dirname(join(copy, path)), { recursive: true });
    await writeFile(join(copy, path), text);
    for (const specifier of path.endsWith(".json") ? [] : readReferences(text).specifiers) {
      if (!specifier.startsWith(".")) continue;
      const named = posix.join(posix.dirname(path), specifier);
      const candidates = [named, named.replace(/\.([cm]?)js$/, ".$1ts"), `${named}.ts`, `${named}/index.ts`];
      pending.push(...candidates.filter((candidate) => known.has(candidate)).slice(0, 1));
    }
  }
}

function isAbove(file: string, folder: string): boolean {
  const above = posix.dirname(file);
  return above === "." || folder === above || folder.startsWith(`${above}/`);
}
