import { basename, dirname } from "node:path";
import { git } from "../git-changes.ts";
import { readStackText } from "../stack-file.ts";

/** An image that a configuration has named before. */
export interface EarlierImage {
  image: string;
  /** The commit that held it, such as "1a2b3c4d, of 2026-01-31". */
  commit: string;
}

/** How far back to look. */
const mostCommits = 200;

/**
 * The newest image that the committed configuration named before the one that it names now: for what has no revisions
 * that could be asked for.
 *
 * @param file a stack's configuration
 * @param layer whose configuration it is
 * @param key the way to the image in it
 * @param current the image that is configured now
 * @returns undefined where the history has no other
 */
export async function findEarlierImage(
  file: string,
  layer: string,
  key: readonly string[],
  current: string,
): Promise<EarlierImage | undefined> {
  const [folder, name] = [dirname(file), basename(file)];
  const log = await git(folder, [
    ...["log", `--max-count=${mostCommits}`, "--format=%h, of %cs", "--", name],
  ]);
  for (const commit of (log ?? "").split("\n").filter((line) => line !== "")) {
    const text = await git(folder, ["show", `${commit.split(",")[0]}:./${name}`]);
    const image = text === undefined ? undefined : imageIn(readStackText(file, text, layer).values, key);
    if (image !== undefined && image !== current) return { image, commit };
  }
  return undefined;
}

function imageIn(values: unknown, key: readonly string[]): string | undefined {
  const found = key.reduce<unknown>(
    (value, part) => (value as Record<string, unknown> | undefined)?.[part],
    values,
  );
  return typeof found === "string" && found !== "" ? found : undefined;
}
