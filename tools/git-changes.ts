import { join } from "node:path";
import { UserError } from "./errors.ts";
import { runProcess } from "./process.ts";

/** What differs between the working tree and a revision. */
export interface GitChanges {
  /** As a person would name what it is compared with. */
  since: string;
  /** Absolute paths of changed, added and deleted files: committed, uncommitted and untracked. */
  files: string[];
}

const mainBranches = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];

/**
 * Lists what changed since this branch left a revision, by default the main branch.
 *
 * @throws UserError outside a git repository, or where the revision does not exist
 */
export async function changesSince(folder: string, revision: string | undefined): Promise<GitChanges> {
  const top = await git(folder, ["rev-parse", "--show-toplevel"]);
  if (top === undefined) {
    throw new UserError(`--affected needs a git repository, and ${folder} is in none`, {
      remedy: "name the layers instead",
    });
  }
  const chosen = revision ?? (await firstKnown(folder, mainBranches));
  const base = chosen === undefined ? undefined : await git(folder, ["merge-base", "HEAD", chosen]);
  if (chosen === undefined || base === undefined) {
    throw new UserError(
      revision === undefined
        ? `--affected does not know what to compare with, expected one of ${mainBranches.join(", ")}`
        : `revision "${revision}" does not exist or has no history in common with HEAD`,
      { remedy: "name one with --since, such as: --since HEAD~1" },
    );
  }
  const [tracked, untracked] = await Promise.all([
    git(top, ["diff", "--name-only", "--no-renames", "-z", base]),
    git(top, ["ls-files", "--others", "--exclude-standard", "-z"]),
  ]);
  const names = [tracked, untracked].flatMap((text) => (text ?? "").split("\0"));
  return {
    since: `${chosen} (${base.slice(0, 8)})`,
    files: names.filter((name) => name !== "").map((name) => join(top, name)),
  };
}

async function firstKnown(folder: string, revisions: readonly string[]): Promise<string | undefined> {
  for (const revision of revisions) {
    if ((await git(folder, ["rev-parse", "--verify", "--quiet", `${revision}^{commit}`])) !== undefined)
      return revision;
  }
  return undefined;
}

/** What git prints; undefined when it fails. */
export async function git(folder: string, args: readonly string[]): Promise<string | undefined> {
  const { exitCode, stdout } = await runProcess("git", ["-C", folder, ...args]);
  return exitCode === 0 ? stdout.trim() : undefined;
}
