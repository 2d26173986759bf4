import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Layer, Repository } from "./layers.ts";
import { readStackText, type StackFile } from "./stack-file.ts";

/** The repository with the stack files of a folder, `<layer>/Pulumi.<stack>.yaml`, in place of its own. */
export async function applyStackFiles(repository: Repository, folder: string): Promise<Repository> {
  const layers = await Promise.all(repository.layers.map((layer) => withStackFiles(layer, folder)));
  return { ...repository, layers };
}

async function withStackFiles(layer: Layer, folder: string): Promise<Layer> {
  const own = join(folder, layer.name);
  if (!existsSync(own)) return layer;
  const stacks = new Map<string, StackFile>(layer.stacks);
  for (const [stack, { file: committed }] of layer.stacks) {
    const file = join(own, `Pulumi.${stack}.yaml`);
    if (!existsSync(file)) continue;
    const text = await readFile(file, "utf8");
    stacks.set(stack, { ...readStackText(file, text, layer.name), file: committed });
  }
  return { ...layer, stacks };
}
