import { rm } from "node:fs/promises";
import { join, relative } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { renderBlueprint, type Blueprint, type RenderedStack, type Target } from "../../shared/blueprint.ts";
import { chooseProfile, contractsOf, listBlueprints, loadBlueprint, withRendered } from "../blueprints.ts";
import { checkConfiguration } from "../config-check.ts";
import { UserError } from "../errors.ts";
import { settleTarget, type Ask, type GivenAnswers } from "../init/answers.ts";
import {
  backendKinds,
  chooseBackend,
  planBackendFiles,
  type BackendChoice,
  type BackendFlags,
  type FileEdit,
} from "../init/backend-choice.ts";
import { planStackFiles, type StackFilePlan } from "../init/stack-files.ts";
import { inspectBackend } from "../init/state.ts";
import { discoverRepository, type Repository } from "../layers.ts";
import { ask, isTerminal, paint, print } from "../output.ts";
import { planEnvironment } from "../plan.ts";
import { backendUrlOf } from "../project-backend.ts";
import { diffLines } from "../stack-edit.ts";
import { readStackText } from "../stack-file.ts";

export interface InitOptions extends GivenAnswers, BackendFlags {
  directory: string;
  blueprint?: string;
  env?: string;
  profile?: string;
  repairBackend?: boolean;
  yes?: boolean;
}

/** `rollout init`: writes a blueprint's configuration of one environment into the layers, and makes room for state. */
export async function init(options: InitOptions): Promise<number> {
  const repository = await discoverRepository(options.directory);
  const asking: Ask = isTerminal() ? ask : undefined;
  const faults: string[] = [];
  const blueprint = await chooseBlueprint(repository, options, asking, faults);
  const suggested = await suggestTarget(blueprint, options, asking, faults);
  const target = await settleTarget(options, suggested, asking, faults);
  if (blueprint === undefined) throw new Error("a target was settled without a blueprint");
  const backend = chooseBackend(repository, await askBackend(options, repository, asking), target);

  // Everything that can be refused is refused before anything is made.
  const found = backend && (await inspectBackend(backend, options));
  await planAll(repository, blueprint, withState(target, found?.place), backend);
  const place = await found?.prepare(options);
  const { files, edits } = await planAll(repository, blueprint, withState(target, place), backend);

  await writeAll(files, edits);
  printOutcome(repository, files, edits);
  printNext(repository, target, files, backend);
  return 0;
}

/** Undefined, with a fault, where nobody says which. */
async function chooseBlueprint(
  repository: Repository,
  { blueprint }: InitOptions,
  asking: Ask,
  faults: string[],
): Promise<Blueprint | undefined> {
  const known = await listBlueprints(repository);
  const name = blueprint ?? (await asking?.(`blueprint (${known.join(", ")}): `));
  if (name !== undefined) return loadBlueprint(repository, name);
  faults.push(`--blueprint <name> is missing, expected one of ${known.join(", ")}`);
  return undefined;
}

/** The blueprint's own target for the environment, which has the profile that it is named after unless one is named. */
async function suggestTarget(
  blueprint: Blueprint | undefined,
  { env, profile }: InitOptions,
  asking: Ask,
  faults: string[],
): Promise<Target | undefined> {
  const profiles = blueprint?.profiles ?? [];
  const names = profiles.join(", ");
  const environment = env ?? profile ?? (await asking?.(`environment (${names}, or another): `));
  if (environment === undefined || !environmentName.test(environment)) {
    const what = "expected 2 to 12 lower-case letters and digits, a letter first";
    faults.push(
      environment === undefined
        ? `--env <name> is missing, ${what}`
        : `--env is wrong, ${what}, got "${environment}"`,
    );
  }
  if (blueprint === undefined || environment === undefined) return undefined;
  const [first, ...others] = profiles;
  const namesake = profiles.find((candidate) => candidate === environment);
  const chosen =
    profile ?? namesake ?? (others.length === 0 ? first : await asking?.(`profile (${names}): `));
  if (chosen !== undefined) return { ...blueprint.target(chooseProfile(blueprint, chosen)), environment };
  faults.push(
    `--profile <name> is missing, expected one of ${names}, since "${environment}" is none of them`,
  );
  return undefined;
}

/** As every layer's configuration takes it. */
const environmentName = /^[a-z][a-z0-9]{1,11}$/;

async function askBackend(options: InitOptions, repository: Repository, asking: Ask): Promise<BackendFlags> {
  if (
    asking === undefined ||
    options.backend !== undefined ||
    backendUrlOf(repository.layers) !== undefined
  ) {
    return options;
  }
  const choices = backendKinds.join(", ");
  for (;;) {
    const typed = await asking(`where Pulumi keeps its state (${choices}) [as you are logged in]: `);
    const backend = backendKinds.find((kind) => kind === typed);
    if (typed === "" || backend !== undefined) return { ...options, ...(backend && { backend }) };
  }
}

type State = NonNullable<Target["state"]>;

function withState(target: Target, place: { bucket: string; keyArn: string } | undefined): Target {
  if (place === undefined) return target;
  const state: State = { bucket: place.bucket, kmsKeyArns: [place.keyArn] };
  return { ...target, state };
}

/**
 * Decides what becomes of every file.
 *
 * @throws UserError where the configuration does not fit the layers' schemas, or would take the place of somebody's work
 */
async function planAll(
  repository: Repository,
  blueprint: Blueprint,
  target: Target,
  backend: BackendChoice | undefined,
): Promise<{ files: StackFilePlan[]; edits: FileEdit[] }> {
  const rendered = renderBlueprint(blueprint, target, contractsOf(repository));
  const title = `blueprint ${blueprint.name}, profile ${target.profile}`;
  await checkConfiguration(
    planEnvironment(withRendered(repository, rendered, title), target.environment).nodes,
  );
  const examples = await exampleStacks(repository);
  const files = await planStackFiles(repository, rendered, examples, backend?.secretsProvider);
  refuseChanged(repository, files, blueprint, target);
  return { files, edits: backend === undefined ? [] : await planBackendFiles(repository, backend) };
}

/** Every stack of every blueprint as its example target has it. */
async function exampleStacks(repository: Repository): Promise<RenderedStack[]> {
  const contracts = contractsOf(repository);
  const names = await listBlueprints(repository);
  const blueprints = await Promise.all(names.map((name) => loadBlueprint(repository, name)));
  return blueprints.flatMap((blueprint) =>
    blueprint.profiles.flatMap((profile) => renderBlueprint(blueprint, blueprint.target(profile), contracts)),
  );
}

function refuseChanged(
  { root }: Repository,
  files: readonly StackFilePlan[],
  blueprint: Blueprint,
  target: Target,
): void {
  const changed = files.filter(({ fate }) => fate === "changed");
  if (changed.length === 0) return;
  const list = changed.map(({ file, before = "", after }) =>
    after === undefined
      ? `  ${relative(root, file)}: the blueprint has no such layer`
      : [`  ${relative(root, file)}`, ...diffLines(before, after).map((line) => `    ${line}`)].join("\n"),
  );
  throw new UserError(
    `files of "${target.environment}" hold something else than blueprint "${blueprint.name}" gives them (+):\n${list.join("\n")}`,
    {
      remedy:
        "take over by hand what you want, or move these files away to have them written anew, or choose another --env; nothing was written",
    },
  );
}

async function writeAll(files: readonly StackFilePlan[], edits: readonly FileEdit[]): Promise<void> {
  for (const { file, fate, after } of files) {
    if (fate === "same" || fate === "shared") continue;
    if (after === undefined) await rm(file);
    else await writeFileAtomic(file, after);
  }
  for (const { file, after } of edits) await writeFileAtomic(file, after);
}

const words: Record<StackFilePlan["fate"], string> = {
  new: "wrote",
  same: "left as it is",
  completed: "added the secrets provider to",
  example: "replaced the example in",
  shared: "left, since other environments share it:",
  changed: "refused",
};

function printOutcome(
  { root }: Repository,
  files: readonly StackFilePlan[],
  edits: readonly FileEdit[],
): void {
  for (const { file, fate, after } of files) {
    const what = fate === "example" && after === undefined ? "removed the example" : words[fate];
    print(`${what} ${relative(root, file)}`);
  }
  for (const { file } of edits) print(`set the backend in ${relative(root, file)}`);
}

function printNext(
  { root }: Repository,
  { environment }: Target,
  files: readonly StackFilePlan[],
  backend: BackendChoice | undefined,
): void {
  const next: string[] = [];
  if (backend?.kind === "file") {
    next.push("export PULUMI_CONFIG_PASSPHRASE=<a long one, from your password manager>");
  }
  for (const { layer, stack, file, after } of files) {
    if (after === undefined) continue;
    const { secretPaths } = readStackText(file, after, layer);
    if (secretPaths.length === 0) continue;
    const folder = `-C ${relative(root, join(file, ".."))}`;
    next.push(`pulumi ${folder} stack init ${stack}`);
    for (const path of secretPaths) {
      next.push(`pulumi ${folder} config set --stack ${stack} --secret --path '${layer}:${path}'`);
    }
  }
  next.push(`rollout up --env ${environment} --rehearse`, `rollout preview --env ${environment}`);
  print(`\n${paint("bold", "next")}`);
  next.forEach((line) => print(`  ${line}`));
}
