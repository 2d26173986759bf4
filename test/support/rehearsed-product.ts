import { readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
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
      if (custom && external !== true && type.startsWith("aws:"))
        made.resources.push({ layer, type, name: urn.slice(urn.lastIndexOf("::") + 2), id, inputs });
    }
  }
  return made;
}
