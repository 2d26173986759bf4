import { readFile } from "node:fs/promises";
import writeFileAtomic from "write-file-atomic";
import type { ConfiguredImage } from "../../shared/operations.ts";
import type { PlanNode } from "../plan.ts";
import { diffLines, editStackText } from "../stack-edit.ts";

/**
 * The whole address of an image as a configuration names it.
 *
 * @param repositoryUrl of the repository that a bare digest belongs to
 * @returns undefined before the first push
 */
export function addressOf(configured: string, repositoryUrl: string | undefined): string | undefined {
  if (configured === "") return undefined;
  if (!configured.startsWith("sha256:")) return configured;
  return repositoryUrl === undefined ? undefined : `${repositoryUrl}@${configured}`;
}

/** An image as a configuration names it best: by its bare digest where it is in the service's own repository. */
export function configuredAs(address: string, repositoryUrl: string | undefined): string {
  const own = `${repositoryUrl}@`;
  return address.startsWith(own) ? address.slice(own.length) : address;
}

/** A stack file that was changed, with the lines that differ. */
export interface ChangedFile {
  file: string;
  lines: string[];
}

/**
 * Writes an image into a stack's configuration, so that the next rollout deploys it.
 *
 * @returns undefined where it stands there already
 */
export async function writeImage(
  { layer, stack }: Pick<PlanNode, "layer" | "stack">,
  { key }: Pick<ConfiguredImage, "key">,
  value: string,
): Promise<ChangedFile | undefined> {
  const file = layer.stacks.get(stack)?.file;
  if (file === undefined) return undefined;
  const before = await readFile(file, "utf8");
  const after = editStackText(before, layer.name, [{ key, to: value }]);
  if (after === before) return undefined;
  await writeFileAtomic(file, after);
  return { file, lines: diffLines(before, after) };
}
