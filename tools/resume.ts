import { UserError } from "./errors.ts";
import type { Verb } from "./events.ts";
import { journalFile, readJournal, type EarlierRollout } from "./journal.ts";
import type { Workspace } from "./workspace.ts";

/**
 * The last rollout of an environment, where there is something left of it to do.
 *
 * @throws UserError where there is not, or something else was asked for
 */
export async function findResumable(
  workspace: Workspace,
  environment: string,
  verb: Verb,
  names: readonly string[],
): Promise<EarlierRollout> {
  const earlier = await readJournal(journalFile(workspace, environment));
  if (earlier === undefined) {
    throw new UserError(
      `there is no rollout of "${environment}" to resume: its journal is missing or broken`,
      {
        remedy: `start it again without --resume; layers that are up to date are skipped`,
      },
    );
  }
  if (earlier.result === "succeeded") {
    throw new UserError(`the last rollout of "${environment}" has succeeded, expected one to resume`, {
      remedy: "start a new one without --resume",
    });
  }
  if (earlier.start.verb !== verb) {
    throw new UserError(
      `the last rollout of "${environment}" was ${earlier.start.verb}, expected ${verb} to resume`,
      { remedy: `resume it with: rollout ${earlier.start.verb} --env ${environment} --resume` },
    );
  }
  if (names.length > 0) {
    throw new UserError("--resume takes the layers from the rollout that it resumes, expected none by name", {
      remedy: "drop the names or --resume",
    });
  }
  return earlier;
}
