import { parse } from "yaml";
import { renderBlueprint, renderStackFile, type RenderedStack } from "../../shared/blueprint.ts";
import { allContracts } from "./contracts.ts";
import { runLayer, type UpstreamStacks } from "./layer-under-mocks.ts";
import type { Planned } from "./planned.ts";
import type { Scenario } from "./scenarios.ts";

/**
 * Runs every layer of a product in this process, lowest first, against the same stand-in AWS that a rehearsal uses.
 * Each layer reads what the layers below it have published in this run.
 */
export async function planUnderMocks({ blueprint, target }: Scenario): Promise<Planned> {
  const upstreams: UpstreamStacks = {};
  const planned: Planned = { resources: [], outputs: {} };
  const rendered = renderBlueprint(blueprint, target, await allContracts());
  for (const stack of rendered.toSorted((a, b) => (a.layer < b.layer ? -1 : 1))) {
    const { layer } = stack;
    const { made, outputs } = await runLayer({ layer, stack: stack.stack, ...revealed(stack), upstreams });
    upstreams[`organization/${layer}/${stack.stack}`] = outputs;
    planned.resources.push(...made.map((resource) => ({ ...resource, layer })));
    planned.outputs[layer] = outputs;
  }
  return planned;
}

/** A stack's configuration with a made-up value for each secret that a person has to set. */
function revealed(stack: RenderedStack): { config: Record<string, unknown>; secretKeys: string[] } {
  const { config } = parse(renderStackFile(stack)) as { config: Record<string, unknown> };
  const secretKeys: string[] = [];
  const plain = Object.entries(config).map(([key, value]) => {
    const name = key.slice(`${stack.layer}:`.length);
    return [name, reveal(value, () => secretKeys.push(name))] as const;
  });
  return { config: Object.fromEntries(plain), secretKeys };
}

function reveal(value: unknown, found: () => void): unknown {
  if (Array.isArray(value)) return value.map((item) => reveal(item, found));
  if (value === null || typeof value !== "object") return value;
  if ("secure" in value) {
    found();
    return "made-up-secret";
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, reveal(item, found)]));
}
