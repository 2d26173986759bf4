import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { renderBlueprint, renderStackFile, type Blueprint, type RenderedStack } from "../shared/blueprint.ts";
import type { Profile } from "../shared/config-schema.ts";
import type { Contract } from "../shared/contract.ts";
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
  const profile = chooseProfile(blueprint, chosenProfile ?? blueprint.profiles[0] ?? "dev");
  const suggested = blueprint.target(profile);
  const target = { ...suggested, environment: environment ?? suggested.environment };
  const rendered = renderBlueprint(blueprint, target, contractsOf(repository));
  const title = `blueprint ${name}, profile ${profile}`;
  return { repository: withRendered(repository, rendered, title), environment: target.environment, profile };
}

/** The repository with rendered configuration, and no other, in place of its files. */
export function withRendered(
  repository: Repository,
  rendered: readonly RenderedStack[],
  title: string,
): Repository {
  const layers = repository.layers.map((layer) => {
    const own = rendered.filter((candidate) => candidate.layer === layer.name);
    const stacks = own.map((stack): [string, StackFile] => [
      stack.stack,
      readStackText(title, renderStackFile(stack), layer.name),
    ]);
    return { ...layer, stacks: new Map(stacks) };
  });
  return { ...repository, layers };
}

/**
 * A profile by its name.
 *
 * @throws UserError when the blueprint has no such profile
 */
export function chooseProfile({ name, profiles }: Blueprint, profile: string): Profile {
  const found = profiles.find((candidate) => candidate === profile);
  if (found !== undefined) return found;
  throw new UserError(
    `blueprint "${name}" has no profile "${profile}", expected one of ${profiles.join(", ")}`,
    { remedy: suggest(profile, profiles) ?? "name one of them with --profile" },
  );
}

/** The contracts of a repository's layers, lowest first. */
export function contractsOf({ layers }: Repository): Contract[] {
  return layers.flatMap(({ contract }) => contract ?? []);
}

/** The names of a repository's blueprints. */
export async function listBlueprints({ root, settings }: Repository): Promise<string[]> {
  const folder = join(root, settings.blueprints);
  if (!existsSync(folder)) return [];
  const files = (await readdir(folder)).filter((entry) => entry.endsWith(".ts"));
  return files.map((entry) => entry.slice(0, -".ts".length)).sort();
}

/**
 * Loads a blueprint by its name.
 *
 * @throws UserError when there is no such blueprint
 */
export async function loadBlueprint(repository: Repository, name: string): Promise<Blueprint> {
  const folder = join(repository.root, repository.settings.blueprints);
  const file = join(folder, `${name}.ts`);
  if (!existsSync(file)) {
    const known = await listBlueprints(repository);
    throw new UserError(
      `blueprint "${name}" does not exist, expected ${known.length === 0 ? `a file in ${folder}` : `one of ${known.join(", ")}`}`,
      { remedy: suggest(name, known) ?? "name one of them with --blueprint" },
    );
  }
  const { default: blueprint } = (await import(pathToFileURL(file).href)) as { default: Blueprint };
  return blueprint;
}
