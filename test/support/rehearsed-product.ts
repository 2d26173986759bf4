import { readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { isSecretValue } from "../../tools/engine-events.ts";
import type { Planned, PlannedResource } from "./planned.ts";

const root = join(import.meta.dirname, "..", "..");

/**
 * A repository in a folder of its own that has this one's layers and a blueprint that one scenario stands for.
 * The tool rolls it out as it does any other.
 *
 * @param scenario as `findScenario` knows it
 */
export async function writeProduct(folder: string, blueprint: string, scenario: string): Promise<string> {
  const from = (path: string) => relative(folder, join(root, path));
  const rollout = {
    stacks: from("stacks"),
    contracts: from("shared/contracts"),
    posture: from("shared/posture-steps.ts"),
    blueprints: "blueprints",
  };
  const systems = pathToFileURL(join(root, "test", "blueprints", "systems.ts")).href;
  await mkdir(join(folder, "blueprints"), { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module", rollout }));
  await writeFile(
    join(folder, "blueprints", `${blueprint}.ts`),
    [
      `import { findScenario } from ${JSON.stringify(systems)};`,
      `const { blueprint, target } = findScenario(${JSON.stringify(blueprint)}, ${JSON.stringify(scenario)});`,
      "export default { ...blueprint, profiles: [target.profile], target: () => target };",
    ].join("\n"),
  );
  return folder;
}

/** A product as it was made. */
export interface Made extends Planned {
  resources: MadeResource[];
}

export interface MadeResource extends PlannedResource {
  /** AWS's own, another one after a replacement. */
  id: string;
}

interface StateResource {
  type: string;
  urn: string;
  id?: string;
  custom: boolean;
  external?: boolean;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
}

/** What the engine has in its state after a rehearsal: the resources that it made, and what the layers publish. */
export function readRehearsed(stateFolder: string): Made {
  const made: Made = { resources: [], outputs: {} };
  const kept = readStandIn(stateFolder);
  const folder = join(stateFolder, "state", ".pulumi", "stacks");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".json")).sort()) {
    const layer = file.split("/")[0]!;
    const { checkpoint } = JSON.parse(readFileSync(join(folder, file), "utf8")) as {
      checkpoint: { latest?: { resources?: StateResource[] } };
    };
    for (const resource of checkpoint.latest?.resources ?? []) {
      const { type, urn, id = "", custom, external, inputs = {}, outputs = {} } = resource;
      if (type === "pulumi:pulumi:Stack") made.outputs[layer] = outputs;
      if (custom && external !== true && type.startsWith("aws:")) {
        const name = urn.slice(urn.lastIndexOf("::") + 2);
        made.resources.push({ layer, type, name, id, inputs: revealed(inputs, kept.get(urn)) });
      }
    }
  }
  return made;
}

type Values = Readonly<Record<string, unknown>>;

/** What the stand-in AWS was given of each resource, by URN. */
function readStandIn(stateFolder: string): ReadonlyMap<string, Values> {
  const folder = join(stateFolder, "aws", "resources");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return new Map(
    files
      .filter((name) => name.endsWith(".json"))
      .map(
        (name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as { urn: string; properties: Values },
      )
      .map(({ urn, properties }) => [urn, properties]),
  );
}

/** A value with its secrets readable: the engine encrypts one anew with every update, though it is the same. */
function revealed<T>(value: T, given: unknown): T {
  if (isSecretValue(value)) return given as T;
  if (Array.isArray(value))
    return value.map((part, index) => revealed(part, (given as unknown[])?.[index])) as T;
  if (value === null || typeof value !== "object") return value;
  const parts = Object.entries(value).map(([key, part]) => [key, revealed(part, (given as Values)?.[key])]);
  return Object.fromEntries(parts) as T;
}
