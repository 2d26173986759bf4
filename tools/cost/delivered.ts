import { stringify } from "yaml";
import { checkConfig } from "../../shared/config-schema.ts";
import { findSchema } from "../config-check.ts";
import type { Layer, Repository } from "../layers.ts";
import { readStackText, type StackFile } from "../stack-file.ts";

/** Stands for an image that a delivery would have pushed. */
const anyImage = `sha256:${"0".repeat(64)}`;

/**
 * The repository as if the product had been delivered: every `image` that is still empty names one. Services without an
 * image run no tasks, and an estimate without them would be of an empty shell.
 */
export async function asDelivered(repository: Repository): Promise<Repository> {
  return { ...repository, layers: await Promise.all(repository.layers.map(withImages)) };
}

async function withImages(layer: Layer): Promise<Layer> {
  const schema = await findSchema(layer);
  if (schema === undefined) return layer;
  const stacks = new Map<string, StackFile>();
  for (const [stack, file] of layer.stacks) {
    const checked = checkConfig(schema, file.values);
    const empty = "faults" in checked ? [] : emptyImages(checked.config);
    stacks.set(stack, empty.length === 0 ? file : fill(layer, file, empty));
  }
  return { ...layer, stacks };
}

/** Paths to each `image` that is the empty text. */
export function emptyImages(config: unknown, path: readonly string[] = []): string[][] {
  if (config === null || typeof config !== "object") return [];
  return Object.entries(config).flatMap(([key, value]) =>
    key === "image" && value === "" ? [[...path, key]] : emptyImages(value, [...path, key]),
  );
}

function fill(layer: Layer, { file, document }: StackFile, paths: readonly string[][]): StackFile {
  const filled = structuredClone(document) as { config: Record<string, unknown> };
  for (const [key = "", ...rest] of paths) {
    const name = `${layer.name}:${key}`;
    filled.config[name] = withValue(filled.config[name], rest);
  }
  return { ...readStackText(file, stringify(filled), layer.name), file };
}

function withValue(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return anyImage;
  const part = (value ?? {}) as Record<string, unknown>;
  return { ...part, [key]: withValue(part[key], rest) };
}
