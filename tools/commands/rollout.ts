import { availableParallelism } from "node:os";
import { join } from "node:path";
import { checkConfiguration } from "../config-check.ts";
import { UserError } from "../errors.ts";
import type { RolloutEvent, Verb } from "../events.ts";
import type { Affected } from "../affected.ts";
import type { Address } from "../gates/world.ts";
import { lockEnvironment } from "../environment-lock.ts";
import { refuseExampleValues } from "../example-values.ts";
import { journalFile, readJournal } from "../journal.ts";
import { isTerminal, print, printError } from "../output.ts";
import { describeOwner } from "../process-owner.ts";
import { chooseParallel, type Machine } from "../parallel.ts";
import { openBundle, readBundle } from "../plan-bundle.ts";
import { findResumable } from "../resume.ts";
import { findPolicyPack } from "../policy-pack.ts";
import { selectNodes, type PlanNode } from "../plan.ts";
import { openProject, openWorkspace, type Project, type ProjectOptions } from "../project.ts";
import { refuseNonsense } from "./rollout-flags.ts";
import { describeOrigin } from "../origin.ts";
import { ReportBuilder, writeReport, type Report } from "../report.ts";
import type { Reporter } from "../reporters/reporter.ts";
import { printSummary } from "../reporters/summary.ts";
import { runRollout, type RolloutResult } from "../rollout.ts";
import type { Workspace } from "../workspace.ts";

export interface RolloutCommandOptions extends ProjectOptions {
  parallel?: number;
  failFast?: boolean;
  withUpstreams?: boolean;
  withReaders?: boolean;
  json?: boolean;
  verbose?: boolean;
  force?: boolean;
  refresh?: boolean;
  why?: boolean;
  affected?: boolean;
  since?: string;
  resume?: boolean;
  continue?: boolean;
  retries?: number;
  timeout?: number;
  save?: string;
  /** Predicts how long it would take for real. */
  timing?: boolean;
  plan?: string;
  yes?: boolean;
  confirm?: string;
  /** False brings layers up without trying their gates. */
  gates?: boolean;
  /** Where gates reach databases. */
  database?: Address;
  /** False leaves the policy pack out. */
  policy?: boolean;
  /** False keeps what layers publish out of a rehearsal's summary. */
  outputs?: boolean;
}

const defaultRetries = 2;

export const exitCodes: Record<RolloutResult, number> = { succeeded: 0, failed: 1, interrupted: 130 };

/** Runs one verb over the layers that a person named, shows it and writes the report. */
export async function runVerb(
  verb: Verb,
  names: readonly string[],
  options: RolloutCommandOptions,
): Promise<number> {
  if (options.blueprint !== undefined && options.rehearse !== true && verb !== "preview") {
    throw new UserError(
      `--blueprint is only for previews and rehearsals, and ${verb} without --rehearse is for real`,
      {
        remedy: `write the blueprint's configuration into the layers with: rollout init --blueprint ${options.blueprint}`,
      },
    );
  }
  refuseNonsense(verb, names, options);
  if (options.policy === false && options.rehearse !== true && verb !== "preview") {
    throw new UserError(`--no-policy is only for previews and rehearsals, and ${verb} is for real`, {
      remedy: "drop it, and waive in tools/policy/waivers.ts what has to be",
    });
  }
  const project = await openProject(options);
  if (options.resume === true) return resume(verb, names, options, project);
  if (options.plan !== undefined) return apply(verb, names, options, project, options.plan);
  return runNamed(verb, names, options, project, undefined);
}

/** Finishes the last rollout of an environment: its layers, its wishes. */
async function resume(
  verb: Verb,
  names: readonly string[],
  options: RolloutCommandOptions,
  project: Project,
): Promise<number> {
  const workspace = await openWorkspace(project, { ...options, fresh: false }, "read");
  const { start } = await findResumable(workspace, project.plan.environment, verb, names);
  const { force, refresh } = start;
  return runNamed(verb, start.layers, { ...options, force, refresh }, project, "resume");
}

/** Brings up what a saved preview has planned, and no more. */
async function apply(
  verb: Verb,
  names: readonly string[],
  options: RolloutCommandOptions,
  project: Project,
  folder: string,
): Promise<number> {
  const workspace = await openWorkspace(project, options, "read");
  if (names.length > 0) {
    throw new UserError("--plan brings up the layers of the plan, expected none by name", {
      remedy: "drop the names, or make a plan of these layers with: rollout preview <layers> --save <folder>",
    });
  }
  const { layers } = await readBundle(folder, workspace, project.plan);
  return runNamed(verb, layers, options, project, undefined);
}

async function runNamed(
  verb: Verb,
  names: readonly string[],
  options: RolloutCommandOptions,
  project: Project,
  how: "resume" | undefined,
): Promise<number> {
  const named = selectNodes(project.plan, {
    names,
    includeShared: verb !== "destroy",
    withUpstreams: options.withUpstreams ?? false,
    withReaders: options.withReaders ?? false,
  });
  if (verb !== "destroy") await checkConfiguration(named);

  const workspace = await openWorkspace(project, options);
  if (verb === "up" && workspace.kind === "deployed") refuseExampleValues(named);
  const environment = project.plan.environment;
  const lock = verb === "preview" ? undefined : await lockEnvironment(workspace, environment);
  try {
    if (lock?.takenOverFrom !== undefined) {
      printError(`took over the lock of ${describeOwner(lock.takenOverFrom)}, which is gone`);
    }
    const save = options.save === undefined ? undefined : await openBundle(options.save);
    const timing = options.timing === true ? await import("../timing/rollout-timing.ts") : undefined;
    const collected = timing?.collectPlans(save);
    const plans = collected ?? save;
    // Once more, now that nobody else may start a rollout.
    const reviewed =
      options.plan === undefined ? undefined : await readBundle(options.plan, workspace, project.plan);
    const earlier = await readJournal(journalFile(workspace, environment));
    const affected =
      options.affected === true ? await chooseAffected(workspace, project, named, options) : undefined;
    const nodes = affected?.nodes ?? named;
    if (nodes.length === 0) return exitCodes.succeeded;
    const { confirmRollout } = await import("../confirmation.ts");
    const guard = verb === "destroy" ? await import("../destroy-guard.ts") : undefined;
    const extraWaits = await guard?.refuseDestroy(workspace, environment, nodes);
    if (verb === "up") await (await import("../contract-guard.ts")).refuseBreaks(workspace, nodes);
    const narrowReads =
      verb === "up"
        ? await (await import("../contract-values.ts")).findNarrowReads(workspace, nodes)
        : undefined;
    // Remote state is left to the engine: reading it twice would take seconds.
    if (workspace.backend.isLocal) await readStacks(workspace, nodes);
    if (workspace.kind === "deployed" && verb !== "preview") {
      await confirmRollout(verb, project.plan.environment, nodes, options);
    }
    const builder = new ReportBuilder(await describeOrigin(workspace.repository.root));
    const reporter = await openReporter(options);
    const emit = (event: RolloutEvent): void => {
      builder.take(event);
      reporter.take(event);
    };
    let result: RolloutResult;
    try {
      result = await runRollout({
        verb,
        workspace,
        plan: project.plan,
        nodes,
        parallel: options.parallel ?? chooseParallel(machine(), workspace.kind),
        failFast: options.failFast ?? false,
        wishes: { force: options.force ?? false, refresh: options.refresh ?? false, affected },
        emit,
        policyPack: options.policy === false ? undefined : await findPolicyPack(project.repository),
        gates: { off: options.gates === false, tunnel: options.database },
        limits: {
          continueOnError: options.continue ?? false,
          retries: options.retries ?? defaultRetries,
          ...(options.timeout !== undefined && { timeoutMinutes: options.timeout }),
        },
        earlier,
        resume: how === "resume",
        ...(plans !== undefined && { save: plans }),
        ...(reviewed !== undefined && { reviewed }),
        ...(extraWaits !== undefined && { extraWaits }),
        ...(narrowReads !== undefined && { narrowReads }),
      });
    } finally {
      reporter.close();
    }
    if (builder.report !== undefined) {
      const page = await keepReport(workspace.stateFolder, builder.report);
      if (options.json !== true) printSummary(builder.report, { outputs: showsOutputs(verb, options), page });
    }
    if (collected !== undefined && result === "succeeded") {
      const parallel = options.parallel ?? chooseParallel(machine(), "deployed");
      timing?.printTiming(project.plan, nodes, collected.plans, { parallel, json: options.json === true });
    }
    return exitCodes[result];
  } finally {
    await lock?.release();
    await workspace.close();
  }
}

/** Gives the page that it wrote; what was rolled out stays so where the report of it cannot be kept. */
async function keepReport(folder: string, report: Report): Promise<string | undefined> {
  try {
    await writeReport(folder, report);
    return join(folder, "report.html");
  } catch (error) {
    printError(
      `the report cannot be written to ${folder} (${(error as NodeJS.ErrnoException).code ?? String(error)})`,
    );
    return undefined;
  }
}

/** The layers that changes may concern; says so where there are none. */
async function chooseAffected(
  workspace: Workspace,
  { plan }: Project,
  nodes: readonly PlanNode[],
  { since, blueprint, json }: RolloutCommandOptions,
): Promise<Affected> {
  const { findAffected } = await import("../affected.ts");
  const affected = await findAffected(workspace, plan, nodes, { since, blueprint });
  if (affected.nodes.length === 0 && json !== true) print(`no layer is affected since ${affected.since}`);
  return affected;
}

/** Finds corrupt state before anything starts. */
async function readStacks(workspace: Workspace, nodes: readonly PlanNode[]): Promise<void> {
  const names = nodes.map(({ layer, stack }) => workspace.addressOf(layer, stack).fullName);
  await Promise.all(names.map((name) => workspace.backend.read(name)));
}

function showsOutputs(verb: Verb, { rehearse, verbose, outputs }: RolloutCommandOptions): boolean {
  return verb === "up" && outputs !== false && (rehearse === true || verbose === true);
}

async function openReporter({
  json,
  verbose = false,
  why = false,
}: RolloutCommandOptions): Promise<Reporter> {
  if (json === true) return (await import("../reporters/json.ts")).openJson();
  if (isTerminal()) return (await import("../reporters/tree.ts")).openTree({ verbose, why });
  return (await import("../reporters/lines.ts")).openLines({ verbose, why });
}

function machine(): Machine {
  return { processors: availableParallelism(), memory: process.availableMemory() };
}
