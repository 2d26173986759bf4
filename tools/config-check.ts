import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { z } from "zod";
import { checkConfig, type ConfigFault } from "../shared/config-schema.ts";
import { UserError } from "./errors.ts";
import type { Layer } from "./layers.ts";
import { suggest, type PlanNode } from "./plan.ts";

/**
 * Checks the configuration of stacks against the schemas of their layers, all at once and before anything starts.
 *
 * @throws UserError with every fault of every stack
 */
export async function checkConfiguration(nodes: readonly PlanNode[]): Promise<void> {
  const checked = await Promise.all(
    nodes.map(async ({ id, layer, stack }) => ({ id, layer, stack, faults: await faultsOf(layer, stack) })),
  );
  const wrong = checked.filter(({ faults }) => faults.length > 0);
  if (wrong.length === 0) return;
  const list = wrong.map(({ layer, stack, faults }) =>
    [
      `the configuration of ${layer.name}/${stack} is wrong (${layer.stacks.get(stack)?.file}):`,
      ...faults.map(({ key, message }) => `  - ${layer.name}:${key} ${message}`),
    ].join("\n"),
  );
  throw new UserError(list.join("\n"), {
    remedy: "correct these keys and run it again; nothing was changed",
  });
}

async function faultsOf(layer: Layer, stack: string): Promise<ConfigFault[]> {
  const file = layer.stacks.get(stack);
  // Keys of a Pulumi ESC environment are only known to the engine, so the layer's program checks them.
  if (file === undefined || "environment" in file.document) return [];
  const schema = await findSchema(layer);
  const values = { ...projectDefaults(layer), ...file.values };
  const result = schema === undefined ? { faults: [] } : checkConfig(schema, values);
  return [...upstreamFaults(layer, file.upstreams), ...("faults" in result ? result.faults : [])];
}

function upstreamFaults(layer: Layer, upstreams: Readonly<Record<string, string>>): ConfigFault[] {
  const { contract } = layer;
  if (contract === undefined) return [];
  const readable = [...contract.reads, ...contract.optionalReads].map((read) => read.layer);
  return Object.keys(upstreams)
    .filter((name) => !readable.includes(name))
    .map((name) => ({
      key: `upstreams.${name}`,
      message: `names a layer that ${layer.name} does not read, expected one of ${readable.join(", ")}; ${suggest(name, readable) ?? "remove it"}`,
    }));
}

/** By convention a layer's config.ts exports one schema and is free of side effects. */
export async function findSchema(layer: Layer): Promise<z.ZodType | undefined> {
  const file = join(layer.folder, "config.ts");
  if (!existsSync(file)) return undefined;
  const exported = Object.values((await import(pathToFileURL(file).href)) as object);
  return exported.find(isLayerSchema);
}

/** Layer schemas hold the common keys, maybe inside a transformation; a schema of a part does not. */
function isLayerSchema(value: unknown): value is z.ZodType {
  const candidate = value as { safeParse?: unknown; shape?: object; in?: unknown } | null | undefined;
  if (typeof candidate?.safeParse !== "function") return false;
  const { shape } = candidate;
  return shape === undefined ? isLayerSchema(candidate.in) : "product" in shape && "upstreams" in shape;
}

/** Values that Pulumi.yaml gives to every stack of its project. */
function projectDefaults(layer: Layer): Record<string, unknown> {
  const defaults: Record<string, unknown> = {};
  for (const [name, declared] of Object.entries((layer.project["config"] as object | undefined) ?? {})) {
    const key = name.startsWith(`${layer.name}:`) ? name.slice(layer.name.length + 1) : name;
    if (key.includes(":")) continue;
    const { value, default: fallback } = (declared ?? {}) as { value?: unknown; default?: unknown };
    const given = value ?? fallback ?? (typeof declared === "object" ? undefined : declared);
    if (given !== undefined) defaults[key] = typeof given === "number" ? String(given) : given;
  }
  return defaults;
}
