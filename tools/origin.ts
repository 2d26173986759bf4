import { hostname } from "node:os";
import { environmentVariable } from "../shared/environment.ts";
import { git } from "./git-changes.ts";
import { userName } from "./process-owner.ts";
import type { Report } from "./report.ts";

export type Origin = NonNullable<Report["origin"]>;

/** Who rolls out from where, and the commit that the repository is at: what a change record asks for. */
export async function describeOrigin(root: string): Promise<Origin> {
  const revision = await git(root, ["rev-parse", "HEAD"]);
  // Who started a workflow says more than the account that its machine runs under.
  // https://docs.github.com/actions/reference/workflows-and-actions/variables
  const user = environmentVariable("GITHUB_ACTOR") ?? userName();
  const origin = { user, host: hostname() };
  if (revision === undefined) return origin;
  const [subject = "", changed = ""] = await Promise.all([
    git(root, ["log", "-1", "--format=%s"]),
    git(root, ["status", "--porcelain", "--", "."]),
  ]);
  const uncommitted = changed.split("\n").filter((line) => line !== "").length;
  return { ...origin, commit: { revision, subject, uncommitted } };
}
