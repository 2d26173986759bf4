import { readdirSync } from "node:fs";
import { join } from "node:path";
import { renderBlueprint, type Blueprint } from "../../shared/blueprint.ts";
import type { Profile } from "../../shared/config-schema.ts";
import { unknownValue } from "../../tools/policy/properties.ts";
import { identifiersOf, type StackResource } from "../../tools/policy/stack.ts";
import { unknownValue as unknownInRehearsal } from "../../tools/rehearsal/property-values.ts";
import { allContracts } from "./contracts.ts";
import { runLayer, type RecordedResource, type UpstreamStacks } from "./layer-under-mocks.ts";

/** One stack of a blueprint with what its program asks AWS for. */
export interface PolicyStack {
  blueprint: string;
  profile: Profile;
  layer: string;
  resources: StackResource[];
}

const blueprints = join(import.meta.dirname, "..", "..", "shared", "blueprints");
const pushedImage = `sha256:${"1".repeat(64)}`;

/** Every stack of every blueprint in every profile, each layer reading what those below it published; takes seconds. */
export async function allPolicyStacks(): Promise<PolicyStack[]> {
  const stacks: PolicyStack[] = [];
  for (const file of readdirSync(blueprints).sort()) {
    const { default: blueprint } = (await import(join(blueprints, file))) as { default: Blueprint };
    for (const profile of blueprint.profiles) stacks.push(...(await stacksOf(blueprint, profile)));
  }
  return stacks;
}

async function stacksOf(blueprint: Blueprint, profile: Profile): Promise<PolicyStack[]> {
  const upstreams: UpstreamStacks = {};
  const stacks: PolicyStack[] = [];
  const rendered = renderBlueprint(blueprint, blueprint.target(profile), await allContracts());
  for (const { layer, stack, config } of rendered.toSorted((a, b) => (a.layer < b.layer ? -1 : 1))) {
    const secretKeys: string[] = [];
    const deployed = inUse(config, (key) => secretKeys.push(key));
    const { made, outputs } = await runLayer({ layer, stack, config: deployed, secretKeys, upstreams });
    upstreams[`organization/${layer}/${stack}`] = outputs;
    stacks.push({
      ...{ blueprint: blueprint.name, profile, layer },
      resources: made.filter(({ type }) => !isTransformed(type)).map(asStackResource),
    });
  }
  return stacks;
}

/** What awsx makes is transformed by 10-network, and there are no transforms without an engine. */
function isTransformed(type: string): boolean {
  return type === "aws:ec2/subnet:Subnet";
}

/** Configuration as it is once the product is in use: secrets are set, images pushed. */
function inUse(config: object, onSecret: (key: string) => void): Record<string, unknown> {
  const { compute, workers } = config as { compute?: { services: object }; workers?: object };
  const withImages = {
    ...config,
    ...(compute && { compute: { ...compute, services: mapValues(compute.services, withImage) } }),
    ...(workers && { workers: mapValues(workers, withImage) }),
  };
  return mapValues(withImages, (value, key) => reveal(value, () => onSecret(key)));
}

function withImage(runnable: unknown): object {
  return { image: pushedImage, ...(runnable as object) };
}

function reveal(value: unknown, onSecret: () => void): unknown {
  if (Array.isArray(value)) return value.map((item) => reveal(item, onSecret));
  if (typeof value !== "object" || value === null) return value;
  if (!("secure" in value)) return mapValues(value, (item) => reveal(item, onSecret));
  onSecret();
  return "made-up-secret";
}

function mapValues(object: object, map: (value: unknown, key: string) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]));
}

function asStackResource({ type, name, inputs, state = {} }: RecordedResource): StackResource {
  const properties = markUnknown(inputs) as Record<string, unknown>;
  return {
    type,
    name,
    key: `${type} ${name}`,
    properties,
    identifiers: identifiersOf({ ...inputs, ...state }),
    madeFrom: {},
  };
}

function markUnknown(value: unknown): unknown {
  if (value === unknownInRehearsal) return unknownValue;
  if (Array.isArray(value)) return value.map(markUnknown);
  if (typeof value !== "object" || value === null) return value;
  return mapValues(value, markUnknown);
}
