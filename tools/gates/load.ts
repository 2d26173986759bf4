import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { z } from "zod";
import { checkConfig, type CommonConfig, type Settled } from "../../shared/config-schema.ts";
import { checkValue, type Contract, type OutputValues } from "../../shared/contract.ts";
import type { Gate, GateInput } from "../../shared/gate.ts";
import { UserError } from "../errors.ts";
import type { Layer } from "../layers.ts";

/** A gate of any layer. */
export type AnyGate = Gate<Contract, z.ZodType<CommonConfig>>;
export type AnyInput = GateInput<Contract, CommonConfig>;

/** By convention a layer's gate is the default export of its gate.ts; undefined for a layer without one. */
export async function loadGate(layer: Pick<Layer, "folder">): Promise<AnyGate | undefined> {
  const file = join(layer.folder, "gate.ts");
  if (!existsSync(file)) return undefined;
  return ((await import(pathToFileURL(file).href)) as { default: AnyGate }).default;
}

/**
 * The configuration of a stack as its gate sees it: defaults filled in, secrets as "[secret]".
 *
 * @throws UserError where it does not fit the layer's schema
 */
export function readGateConfig(
  gate: Pick<AnyGate, "config">,
  { name, stacks }: Pick<Layer, "name" | "stacks">,
  stack: string,
): Settled<CommonConfig> {
  const file = stacks.get(stack);
  const result = checkConfig(gate.config, file?.values ?? {});
  if ("config" in result) return { ...result.config, environment: result.config.environment ?? stack };
  throw new UserError(
    [
      `the configuration of ${name}/${stack} is wrong (${file?.file}):`,
      ...result.faults.map(({ key, message }) => `  - ${name}:${key} ${message}`),
    ].join("\n"),
    { remedy: "correct these keys" },
  );
}

/**
 * What a deployed stack publishes, checked against its contract. Outputs that are secret are left out: a gate has no
 * use for them.
 *
 * @returns the outputs, or every fault at once
 */
export function readPublished(
  contract: Contract,
  outputs: Readonly<Record<string, unknown>>,
): { outputs: OutputValues<Contract> } | { faults: string[] } {
  const names = Object.keys(contract.outputs).filter((name) => !contract.secrets.includes(name));
  const faults = names.flatMap((name) => checkValue(contract, name, outputs[name]));
  if (faults.length > 0) return { faults: faults.map(({ path, message }) => `"${path}" ${message}`) };
  return {
    outputs: Object.fromEntries(
      names.filter((name) => outputs[name] !== undefined).map((name) => [name, outputs[name]]),
    ),
  };
}
