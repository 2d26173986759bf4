import { randomUUID } from "node:crypto";
import { join, relative } from "node:path";
import { UserError } from "../errors.ts";
import { git } from "../git-changes.ts";

/**
 * Checks a revision out into a folder inside the repository, where its programs find the same packages, and takes it
 * away again.
 *
 * @param root the repository's own root, which may be a folder of what git tracks
 * @param use gets the root as it was at that revision
 * @throws UserError outside git, or for a revision that does not exist
 */
export async function withRevision<T>(
  root: string,
  revision: string,
  use: (root: string) => Promise<T>,
): Promise<T> {
  const [top, commit] = await Promise.all([
    git(root, ["rev-parse", "--show-toplevel"]),
    git(root, ["rev-parse", "--verify", "--quiet", `${revision}^{commit}`]),
  ]);
  if (top === undefined || commit === undefined) {
    throw new UserError(`"${revision}" is neither a file nor a revision of ${root}`, {
      remedy: "name a branch, a tag or a commit, or a file that rollout cost --json wrote",
    });
  }
  const copy = join(root, ".rollout", `cost-${randomUUID()}`);
  if ((await git(top, ["worktree", "add", "--detach", copy, commit])) === undefined) {
    throw new UserError(`revision "${revision}" cannot be checked out to ${copy}`, {
      remedy: "see what git says to: git worktree add",
      exitCode: 1,
    });
  }
  try {
    return await use(join(copy, relative(top, root)));
  } finally {
    await git(top, ["worktree", "remove", "--force", copy]);
  }
}
