import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import { renderStackFile, type RenderedStack } from "../../shared/blueprint.ts";
import type { Layer, Repository } from "../layers.ts";
import { engineKeys } from "../stack-file.ts";

/** What becomes of one stack's configuration file. */
export interface StackFilePlan {
  layer: string;
  stack: string;
  file: string;
  /**
   * - new: it does not exist
   * - same: it holds what it would be given
   * - completed: the same, but for the secrets provider of a stack that does not exist yet
   * - example: an untouched file of a blueprint's example, which is written anew, or removed with its layer
   * - shared: the account's own stack, which other environments brought along
   * - changed: somebody's work
   */
  fate: "new" | "same" | "completed" | "example" | "shared" | "changed";
  /** Undefined where nothing is there. */
  before: string | undefined;
  /** Undefined for a layer that the blueprint does not have. */
  after: string | undefined;
}

/**
 * Decides what becomes of each file of an environment, and writes nothing.
 *
 * @param rendered what the blueprint gives each of its stacks
 * @param examples every stack of every blueprint with its example target
 * @param secretsProvider what new stacks are encrypted with, such as "awskms://alias/shop?region=us-west-2"
 */
export async function planStackFiles(
  { layers }: Pick<Repository, "layers">,
  rendered: readonly RenderedStack[],
  examples: readonly RenderedStack[],
  secretsProvider: string | undefined,
): Promise<StackFilePlan[]> {
  const stacks = new Set(rendered.map(({ stack }) => stack));
  const plans = layers.map(async (layer): Promise<StackFilePlan[]> => {
    const own = rendered.find((candidate) => candidate.layer === layer.name);
    if (own !== undefined) return [await planFile(layer, own, layers, examples, secretsProvider)];
    const leftOver = [...layer.stacks.keys()].filter((stack) => stacks.has(stack));
    return Promise.all(leftOver.map((stack) => planLeftOver(layer, stack, examples)));
  });
  return (await Promise.all(plans)).flat();
}

async function planFile(
  layer: Layer,
  own: RenderedStack,
  layers: readonly Layer[],
  examples: readonly RenderedStack[],
  secretsProvider: string | undefined,
): Promise<StackFilePlan> {
  const file = join(layer.folder, `Pulumi.${own.stack}.yaml`);
  const head = secretsProvider === undefined ? "" : `secretsprovider: ${secretsProvider}\n`;
  const text = renderStackFile(own);
  const plan = { layer: layer.name, stack: own.stack, file, after: `${head}${text}` };
  if (!existsSync(file)) return { ...plan, fate: "new", before: undefined };
  const before = await readFile(file, "utf8");
  const there = (parse(before) ?? {}) as Record<string, unknown>;
  const isMade = engineKeys.some((key) => key !== "secretsprovider" && key in there);
  const hasProvider = secretsProvider === undefined || there["secretsprovider"] === secretsProvider;
  if (isSameConfiguration(there, parse(text) as Record<string, unknown>)) {
    if (hasProvider) return { ...plan, fate: "same", before };
    if (!isMade && !("secretsprovider" in there)) {
      return { ...plan, fate: "completed", before, after: `${head}${before}` };
    }
  }
  if (isExample(there, layer.name, own.stack, examples)) return { ...plan, fate: "example", before };
  const isShared = layer.contract?.scope === "account" && isReadByOthers(layer, own, layers);
  const isSameAccount = layer.stacks.get(own.stack)?.values["accountId"] === own.config["accountId"];
  return { ...plan, fate: isShared && isSameAccount ? "shared" : "changed", before };
}

async function planLeftOver(
  layer: Layer,
  stack: string,
  examples: readonly RenderedStack[],
): Promise<StackFilePlan> {
  const file = join(layer.folder, `Pulumi.${stack}.yaml`);
  const before = await readFile(file, "utf8");
  const there = (parse(before) ?? {}) as Record<string, unknown>;
  const fate = isExample(there, layer.name, stack, examples) ? "example" : "changed";
  return { layer: layer.name, stack, file, fate, before, after: undefined };
}

/** Whether two files configure the same, whatever the engine has added and whichever secrets were set. */
function isSameConfiguration(
  there: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
): boolean {
  const own = Object.fromEntries(Object.entries(there).filter(([key]) => !engineKeys.includes(key)));
  return isDeepStrictEqual(hideSecrets(own), hideSecrets(wanted));
}

function hideSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hideSecrets);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]?.[0] === "secure") return "[secret]";
  return Object.fromEntries(entries.map(([key, part]) => [key, hideSecrets(part)]));
}

/** Whether a file is as a blueprint's example came: nobody has worked on it, and no stack was made of it. */
function isExample(
  there: Readonly<Record<string, unknown>>,
  layer: string,
  stack: string,
  examples: readonly RenderedStack[],
): boolean {
  return examples.some(
    (example) =>
      example.layer === layer &&
      example.stack === stack &&
      isDeepStrictEqual(there, parse(renderStackFile(example))),
  );
}

function isReadByOthers(layer: Layer, { stack }: RenderedStack, layers: readonly Layer[]): boolean {
  return layers.some(
    (other) =>
      other !== layer &&
      [...other.stacks].some(([name, { upstreams }]) => name !== stack && upstreams[layer.name] === stack),
  );
}
