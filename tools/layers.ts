import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { rankOf, type Contract } from "../shared/contract.ts";
import { UserError } from "./errors.ts";
import { parseStackFile, type StackFile } from "./stack-file.ts";
import { parseYaml } from "./yaml-text.ts";

/** One layer as its files describe it: nothing about it is written anywhere else. */
export interface Layer {
  /** The Pulumi project's name, which is also what contracts call it. */
  name: string;
  /** The folder of its Pulumi.yaml. */
  folder: string;
  /** Its Pulumi.yaml, parsed. */
  project: Readonly<Record<string, unknown>>;
  /** Undefined for a layer that publishes to nobody and reads nobody. */
  contract: Contract | undefined;
  /** Its Pulumi.<stack>.yaml files by stack name. */
  stacks: ReadonlyMap<string, StackFile>;
}

/** The layers of one repository, in rank order. */
export interface Repository {
  root: string;
  layers: readonly Layer[];
  settings: Settings;
}

/** The field "rollout" of package.json: for repositories with other folders or an organization in Pulumi Cloud. */
export interface Settings {
  stacks: string;
  contracts: string;
  blueprints: string;
  /** File that says what differs between an open and a hardened environment. */
  posture: string;
  /** Folder of the policy pack. */
  policies: string;
  organization: string | undefined;
}

const defaults: Settings = {
  stacks: "stacks",
  contracts: "shared/contracts",
  blueprints: "shared/blueprints",
  posture: "shared/posture-steps.ts",
  policies: "tools/policy",
  organization: undefined,
};

/**
 * Reads the repository that a folder belongs to.
 *
 * @throws UserError when the folder is in no such repository, or a file in it cannot be read
 */
export async function discoverRepository(from: string): Promise<Repository> {
  const { root, settings } = await findRoot(resolve(from));
  const [contracts, folders] = await Promise.all([
    readContracts(join(root, settings.contracts)),
    findProjects(join(root, settings.stacks)),
  ]);
  const layers = await Promise.all(folders.map((folder) => readLayer(folder, contracts)));
  return { root, settings, layers: layers.sort(byRank) };
}

async function findRoot(from: string): Promise<{ root: string; settings: Settings }> {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (existsSync(file)) {
      const own = (JSON.parse(await readFile(file, "utf8")) as { rollout?: Partial<Settings> }).rollout;
      const settings = { ...defaults, ...own };
      if (own !== undefined || existsSync(join(folder, settings.stacks))) return { root: folder, settings };
    }
    if (folder === dirname(folder)) {
      throw new UserError(
        `"${from}" is in no repository of layers, expected a package.json beside a folder "${defaults.stacks}"`,
        {
          remedy:
            'run it inside the repository, or name the folders in package.json: "rollout": { "stacks": "…" }',
        },
      );
    }
  }
}

async function findProjects(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const names = await readdir(folder);
  return names
    .sort()
    .map((name) => join(folder, name))
    .filter((candidate) => existsSync(join(candidate, "Pulumi.yaml")));
}

async function readLayer(folder: string, contracts: ReadonlyMap<string, Contract>): Promise<Layer> {
  const project = await readProject(join(folder, "Pulumi.yaml"));
  const stacks = new Map<string, StackFile>();
  for (const file of (await readdir(folder)).sort()) {
    const stack = /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1];
    if (stack !== undefined) stacks.set(stack, await parseStackFile(join(folder, file), project.name));
  }
  return { name: project.name, folder, project, stacks, contract: contracts.get(project.name) };
}

async function readProject(file: string): Promise<Record<string, unknown> & { name: string }> {
  const project = parseYaml(file, await readFile(file, "utf8"));
  const name = (project as { name?: unknown } | null)?.name;
  if (typeof name !== "string") {
    throw new UserError(`${file} names no project, expected a key "name"`, { remedy: "add it" });
  }
  return { ...(project as object), name };
}

/** The contracts that the files of a folder export, by layer. */
export async function readContracts(folder: string): Promise<Map<string, Contract>> {
  const contracts = new Map<string, Contract>();
  if (!existsSync(folder)) return contracts;
  const files = (await readdir(folder)).filter((file) => file.endsWith(".ts")).sort();
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(join(folder, file)).href)));
  for (const exported of modules.flatMap((module) => Object.values(module as object))) {
    if (isContract(exported)) contracts.set(exported.layer, exported);
  }
  return contracts;
}

function isContract(value: unknown): value is Contract {
  const candidate = value as Partial<Contract> | null;
  return (
    typeof candidate === "object" &&
    typeof candidate?.layer === "string" &&
    Array.isArray(candidate.reads) &&
    typeof candidate.outputs === "object"
  );
}

function byRank(a: Layer, b: Layer): number {
  return (rankOf(a.name) ?? 0) - (rankOf(b.name) ?? 0) || (a.name < b.name ? -1 : 1);
}
