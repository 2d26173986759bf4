import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { z } from "zod";
import type { CommonConfig } from "../../shared/config-schema.ts";
import type { Contract } from "../../shared/contract.ts";
import type { LayerOperations, Operations } from "../../shared/operations.ts";
import { UserError } from "../errors.ts";
import { readGateConfig, readPublished } from "../gates/load.ts";
import type { Layer } from "../layers.ts";

export type AnyOperations = Operations<Contract, z.ZodType<CommonConfig>>;

/** By convention how a layer is operated is the default export of its operations.ts; undefined where it has none. */
export async function loadOperations(layer: Pick<Layer, "folder">): Promise<AnyOperations | undefined> {
  const file = join(layer.folder, "operations.ts");
  if (!existsSync(file)) return undefined;
  return ((await import(pathToFileURL(file).href)) as { default: AnyOperations }).default;
}

/** What can be operated of a deployed stack, and where that is. */
export interface StackOperations {
  accountId: string;
  region: string;
  offers: LayerOperations;
}

/**
 * Asks a layer what can be operated of it.
 *
 * @param outputs of the deployed stack, as the engine writes them
 * @throws UserError where configuration or outputs do not fit the layer's schema or contract
 */
export function describeStack(
  operations: AnyOperations,
  layer: Pick<Layer, "name" | "stacks">,
  stack: string,
  outputs: Readonly<Record<string, unknown>>,
): StackOperations {
  const config = readGateConfig(operations, layer, stack);
  const published = readPublished(operations.contract, outputs);
  if ("faults" in published) {
    throw new UserError(
      [
        `${layer.name}/${stack} does not publish what its contract promises:`,
        ...published.faults.map((fault) => `  - ${fault}`),
      ].join("\n"),
      { remedy: `bring it up again: rollout up ${layer.name}/${stack} --force`, exitCode: 1 },
    );
  }
  const { accountId, region } = config;
  return { accountId, region, offers: operations.of({ outputs: published.outputs, config }) };
}
