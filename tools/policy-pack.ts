import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Repository } from "./layers.ts";
import type { PlanNode } from "./plan.ts";
import type { PolicyOptions } from "./pulumi.ts";
import type { Workspace } from "./workspace.ts";

/** A stack as a policy pack is told about it. */
interface CheckedStack {
  layer: string;
  product: string | undefined;
  profile: string | undefined;
}

/** What configuration.ts beside a pack exports. */
interface PackModule {
  /** The pack's configuration for a stack (https://www.pulumi.com/docs/iac/packs-and-policies/configuration/). */
  configurePack(stack: CheckedStack, today: Date): object;
}

/** A repository's own policy pack, which the engine asks about every resource. */
export interface RepositoryPack {
  /** An executable that starts the pack. */
  file: string;
  configurePack: PackModule["configurePack"];
}

/** Finds the policy pack of a repository: an executable `pack` with a `configuration.ts`; undefined where there is none. */
export async function findPolicyPack({ root, settings }: Repository): Promise<RepositoryPack | undefined> {
  const folder = join(root, settings.policies);
  const file = join(folder, "pack");
  if (!existsSync(file)) return undefined;
  const configuration = pathToFileURL(join(folder, "configuration.ts")).href;
  const { configurePack } = (await import(configuration)) as PackModule;
  return { file, configurePack };
}

/** Writes down how strict the pack is with one stack, for the engine's run of it. */
export async function configureRun(
  pack: RepositoryPack,
  { stateFolder }: Workspace,
  { layer, stack }: PlanNode,
): Promise<PolicyOptions> {
  const values = layer.stacks.get(stack)?.values ?? {};
  const text = (key: string) => (typeof values[key] === "string" ? values[key] : undefined);
  const checked = { layer: layer.name, product: text("product"), profile: text("profile") };
  const configuration = join(stateFolder, "policy", `${layer.name}.${stack}.json`);
  await mkdir(join(stateFolder, "policy"), { recursive: true });
  await writeFile(configuration, JSON.stringify(pack.configurePack(checked, new Date())));
  return { pack: pack.file, configuration };
}
