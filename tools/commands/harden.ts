import { rm } from "node:fs/promises";
import { join, relative } from "node:path";
import {
  findPostureFaults,
  planPosture,
  type DeployedResource,
  type Posture,
  type PostureName,
} from "../../shared/posture.ts";
import { UserError } from "../errors.ts";
import { git } from "../git-changes.ts";
import { ask, isTerminal, paint, print, printError } from "../output.ts";
import {
  editFiles,
  loadPosture,
  ownNode,
  settingsReader,
  writeFiles,
  type FileStep,
} from "../posture-config.ts";
import { openProject, openWorkspace, rehearsalFolder, type Project } from "../project.ts";
import { diffLines } from "../stack-edit.ts";
import { runVerb, type RolloutCommandOptions } from "./rollout.ts";

export interface HardenOptions extends RolloutCommandOptions {
  to: PostureName;
  dryRun?: boolean;
  /** One commit a step. */
  commit?: boolean;
}

/**
 * `rollout harden`: takes an environment from open to hardened, or back, one step at a time, with a look after each at
 * whether requests still get through. Gives the exit code.
 */
export async function harden(_names: readonly string[], options: HardenOptions): Promise<number> {
  const copies = await openCopies(options);
  const project = await openProject({ ...options, ...copies });
  const posture = await loadPosture(project.repository);
  const { plan } = project;
  const hasLayer = (layer: string) => ownNode(plan.nodes, plan.environment, layer) !== undefined;
  const planned = planPosture(posture.steps, options.to, settingsReader(plan), hasLayer);
  const steps = await editFiles(planned, plan, copies.stackFiles);
  printPlan(steps, project, options);
  if (options.dryRun === true) return 0;
  if (options.commit === true) await refuseDirtyTree(project);
  await confirm(steps, project, options);

  const run = { ...options, ...copies, yes: true, outputs: false };
  // What the configuration says already may not be deployed, as after an interrupted step.
  const brought = await runVerb("up", [], run);
  if (brought !== 0) return brought;
  const first = await readResources(project, options);
  if (!isSound(posture, first, first, "before the first step")) return 1;

  for (const [index, step] of steps.entries()) {
    print(`\n${paint("bold", `step ${index + 1} of ${steps.length}: ${step.title}`)}`);
    await writeFiles(step.files);
    const names = step.files.map(({ layer }) => `${layer}/${plan.environment}`);
    const exitCode = await runVerb("up", names, { ...run, fresh: false, withReaders: true });
    if (exitCode !== 0) {
      printError(`step "${step.title}" is not done; run the same command again to go on from here`);
      return exitCode;
    }
    const now = await readResources(project, options);
    if (!isSound(posture, first, now, `after "${step.title}"`)) return 1;
    if (options.commit === true) await commit(project, step, options.to);
  }
  print(`\nenvironment "${plan.environment}" is ${options.to}`);
  return 0;
}

/** A rehearsal edits copies of its own, which the next call finds again; the committed files stay as they are. */
async function openCopies(options: HardenOptions): Promise<{ stackFiles?: string }> {
  if (options.rehearse !== true) {
    if (options.blueprint !== undefined) {
      throw new UserError("--blueprint is only for rehearsals, and harden without --rehearse is for real", {
        remedy: `write the blueprint's configuration into the layers with: rollout init --blueprint ${options.blueprint}`,
      });
    }
    return {};
  }
  if (options.commit === true) {
    throw new UserError("--commit means nothing with --rehearse, which leaves the committed files alone", {
      remedy: "drop one of them",
    });
  }
  const { repository, configuration } = await openProject(options);
  const stackFiles = join(rehearsalFolder(repository, configuration, options.stateDir), "configuration");
  if (options.fresh === true) await rm(stackFiles, { recursive: true, force: true });
  return { stackFiles };
}

function printPlan(steps: readonly FileStep[], { repository, plan }: Project, { to }: HardenOptions): void {
  if (steps.length === 0) {
    print(`the configuration of environment "${plan.environment}" is ${to} already`);
    return;
  }
  for (const [index, { title, why, files }] of steps.entries()) {
    print(`${index + 1}. ${paint("bold", title)}\n   ${why}`);
    for (const { file, before, after } of files) {
      print(`   ${relative(repository.root, file)}`);
      for (const line of diffLines(before, after)) print(`   ${line}`);
    }
  }
}

async function confirm(
  steps: readonly FileStep[],
  { plan: { environment } }: Project,
  { rehearse, yes, to }: HardenOptions,
): Promise<void> {
  if (rehearse === true || yes === true || steps.length === 0) return;
  if (!isTerminal()) {
    throw new UserError(`changing environment "${environment}" to ${to} is not confirmed, expected --yes`, {
      remedy: "look at the plan with --dry-run, then add --yes",
    });
  }
  if (/^y(es)?$/i.test(await ask(`take these ${steps.length} steps in "${environment}"? (y/N) `))) return;
  throw new UserError("not confirmed; nothing was changed");
}

/** Every resource in the state of the environment's stacks. */
async function readResources(project: Project, options: HardenOptions): Promise<DeployedResource[]> {
  const workspace = await openWorkspace(project, { ...options, fresh: false }, "read");
  try {
    const names = project.plan.nodes.map(({ layer, stack }) => workspace.addressOf(layer, stack).fullName);
    const stacks = await Promise.all(names.map((name) => workspace.backend.read(name)));
    return stacks.flatMap((stack) => [...(stack?.contents ?? [])]);
  } finally {
    await workspace.close();
  }
}

/** Says what ways requests take, or why they do not get through. */
function isSound(
  posture: Posture,
  before: readonly DeployedResource[],
  now: readonly DeployedResource[],
  when: string,
): boolean {
  const faults = findPostureFaults(posture, before, now);
  if (faults.length === 0) {
    const paths = posture.trace(now);
    print(
      paint(
        "green",
        `${when}, requests get through on ${paths.length === 1 ? "one way" : `${paths.length} ways`}:`,
      ),
    );
    for (const { hops } of paths) print(`  ${hops.join(" -> ")}`);
    return true;
  }
  printError(paint("red", `${when}, something is broken:`));
  for (const fault of faults) printError(`  - ${fault}`);
  printError("nothing further was changed; repair it and run the same command again, or go back with --to");
  return false;
}

async function refuseDirtyTree({ repository: { root } }: Project): Promise<void> {
  const status = await git(root, ["status", "--porcelain"]);
  if (status === "") return;
  throw new UserError(
    status === undefined
      ? `--commit needs a git repository, and ${root} is in none`
      : "--commit needs a clean work tree, so that each commit holds one step and nothing else",
    { remedy: "commit or stash first, or drop --commit" },
  );
}

async function commit(
  { repository: { root }, plan }: Project,
  step: FileStep,
  to: PostureName,
): Promise<void> {
  const files = step.files.map(({ file }) => file);
  const message = `${plan.environment} (${to}): ${step.title}\n\n${step.edits
    .map(({ layer, key, from, to: value }) => `${layer} ${key.join(".")}: ${show(from)} -> ${show(value)}`)
    .join("\n")}`;
  const done =
    (await git(root, ["add", "--", ...files])) !== undefined &&
    (await git(root, ["commit", "--quiet", "-m", message, "--", ...files])) !== undefined;
  if (done) return;
  throw new UserError(`step "${step.title}" is deployed, but git refused to commit it`, {
    remedy: `commit ${files.map((file) => relative(root, file)).join(", ")}, then run the same command again`,
    exitCode: 1,
  });
}

function show(value: unknown): string {
  return value === undefined ? "(left out)" : JSON.stringify(value);
}
