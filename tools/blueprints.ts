import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { renderBlueprint, renderStackFile, type Blueprint } from "../shared/blueprint.ts";
import type { Profile } from "../shared/config-schema.ts";
import { UserError } from "./errors.ts";
import type { Repository } from "./layers.ts";
import { suggest } from "./plan.ts";
import { readStackText, type StackFile } from "./stack-file.ts";

export interface RenderedBlueprint {
  /** The repository with the blueprint's configuration in place of the committed files. */
  repository: Repository;
  environment: string;
  profile: string;
}

/**
 * Renders a blueprint over a repository, in memory.
 *
 * @throws UserError when there is no such blueprint, or it has no such profile
 */
export async function applyBlueprint(
  repository: Repository,
  name: string,
  chosenProfile: string | undefined,
  environment: string | undefined,
): Promise<RenderedBlueprint> {
  const blueprint = await loadBlueprint(repository, name);
  const profile = chosenProfile ?? blueprint.profiles[0] ?? "dev";
  if (!(blueprint.profiles as readonly string[]).includes(profile)) {
    throw new UserError(
      `blueprint "${name}" has no profile "${profile}", expected one of ${blueprint.profiles.join(", ")}`,
      { remedy: suggest(profile, blueprint.profiles) ?? "name one of them with --profile" },
    );
  }
  const suggested = blueprint.target(profile as Profile);
  const target = { ...suggested, environment: environment ?? suggested.environment };
  const contracts = repository.layers.flatMap(({ contract }) => contract ?? []);
  const rendered = renderBlueprint(blueprint, target, contracts);
  const layers = repository.layers.map((layer) => {
    const stacks = new Map<string, StackFile>();
    for (const stack of rendered.filter((candidate) => candidate.layer === layer.name)) {
      const file = `blueprint ${name}, profile ${profile}`;
      stacks.set(stack.stack, readStackText(file, renderStackFile(stack), layer.name));
    }
    return { ...layer, stacks };
  });
  return { repository: { ...repository, layers }, environment: target.environment, profile };
}

async function loadBlueprint(repository: Repository, name: string): Promise<Blueprint> {
  const folder = join(repository.root, repository.settings.blueprints);
  const file = join(folder, `${name}.ts`);
  if (!existsSync(file)) {
    const known = existsSync(folder)
      ? (await readdir(folder)).filter((entry) => entry.endsWith(".ts")).map((entry) => entry.slice(0, -3))
      : [];
    throw new UserError(
      `blueprint "${name}" does not exist, expected ${known.length === 0 ? `a file in ${folder}` : `one of ${known.sort().join(", ")}`}`,
      { remedy: suggest(name, known) ?? "name one of them with --blueprint" },
    );
  }
  const { default: blueprint } = (await import(pathToFileURL(file).href)) as { default: Blueprint };
  return blueprint;
}
