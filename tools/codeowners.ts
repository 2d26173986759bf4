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
  const owned = layers
    .map((layer) => ({ name: layer.name, owners: ownersOf(layer) }))
    .filter(({ owners }) => owners.length > 0);
  const everybody = [...new Set(owned.flatMap(({ owners }) => owners))].sort();
  const platform = owned[0]?.owners ?? everybody;
  return [
    "# Made by `npm run codeowners` from the owner in each layer's Pulumi.<stack>.yaml.",
    "# What all layers share is the first layer's owners'.",
    `* ${platform.map(team).join(" ")}`,
    ...owned.map(({ name, owners }) => `/stacks/${name}/ ${owners.map(team).join(" ")}`),
    "",
  ].join("\n");
}

function ownersOf({ name, stacks }: Pick<Layer, "name" | "stacks">): string[] {
  const owners = [...stacks.values()].map(({ document }) => {
    const config = (document as { config?: Record<string, unknown> }).config ?? {};
    return config[`${name}:owner`];
  });
  return [...new Set(owners.filter((owner): owner is string => typeof owner === "string"))].sort();
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { organization: { type: "string" }, check: { type: "boolean" } } });
  const { root, layers } = await discoverRepository(import.meta.dirname);
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
