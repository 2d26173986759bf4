import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { discoverRepository, type Layer } from "./layers.ts";
import { print, printError } from "./output.ts";

const home = ".github/CODEOWNERS";

/**
 * Who must approve changes of which folder: the owners that each layer's own configuration declares.
 *
 * @param organization the GitHub organization of the teams
 */
export function renderCodeowners(
  layers: readonly Pick<Layer, "name" | "stacks">[],
  organization: string,
): string {
  const team = (owner: string) => `@${organization}/${owner}`;
  const platform = ownersOf(layers[0]);
  const owned = layers.map((layer) => {
    const owners = ownersOf(layer);
    return { name: layer.name, owners: owners.length > 0 ? owners : platform };
  });
  return [
    "# Made by `npm run codeowners` from the owner in each layer's Pulumi.<stack>.yaml.",
    "# What all layers share, and a layer that declares nobody, is the first layer's owners'.",
    `* ${platform.map(team).join(" ")}`,
    ...owned.map(({ name, owners }) => `/stacks/${name}/ ${owners.map(team).join(" ")}`),
    "",
  ].join("\n");
}

function ownersOf(layer: Pick<Layer, "name" | "stacks"> | undefined): string[] {
  if (layer === undefined) return [];
  const { name, stacks } = layer;
  const owners = [...stacks.values()].map(({ document }) => {
    const config = (document as { config?: Record<string, unknown> }).config ?? {};
    return config[`${name}:owner`];
  });
  return [...new Set(owners.filter((owner): owner is string => typeof owner === "string"))].sort();
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      organization: { type: "string" },
      check: { type: "boolean" },
      "owner-of": { type: "string" },
    },
  });
  const { root, layers } = await discoverRepository(import.meta.dirname);
  const asked = values["owner-of"];
  if (asked !== undefined) {
    const [owner] = ownersOf(layers.find(({ name }) => name === asked));
    if (owner === undefined) {
      printError(`"${asked}" has no owner, expected a layer whose Pulumi.<stack>.yaml names one`);
      return 1;
    }
    print(owner);
    return 0;
  }
  const wanted = renderCodeowners(layers, values.organization ?? "example");
  const file = join(root, home);
  if ((await readFile(file, "utf8").catch(() => "")) === wanted) return 0;
  if (values.check === true) {
    printError(
      `${home} is not what the layers' owners say, expected it to be made anew; run: npm run codeowners`,
    );
    return 1;
  }
  await writeFile(file, wanted);
  print(`wrote ${home}`);
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main();
