import { join, resolve } from "node:path";
import { UserError } from "./errors.ts";
import { discoverRepository, type Repository } from "./layers.ts";
import { environmentsOf, planEnvironment, type Plan } from "./plan.ts";
import type { Workspace } from "./workspace.ts";

/** What most commands need to know: which repository, which environment, for real or not. */
export interface ProjectOptions {
  directory: string;
  env?: string;
  rehearse?: boolean;
  stateDir?: string;
  fresh?: boolean;
  blueprint?: string;
  profile?: string;
  /** How long the stand-in AWS takes, as parseLatency reads it. */
  latency?: string;
  /** What goes wrong in a rehearsal, as parseFault reads it. */
  fault?: readonly string[];
  /** The address of an emulator of AWS that takes the stand-in's place in a rehearsal. */
  target?: string;
  /** Chooses among all equally likely rehearsals. */
  seed?: number;
  /** A folder of stack files (`<layer>/Pulumi.<stack>.yaml`) that take the place of the repository's own. */
  stackFiles?: string;
}

export interface Project {
  repository: Repository;
  plan: Plan;
  /** Where the configuration comes from: "committed", or blueprint and profile. Names a rehearsal's state folder. */
  configuration: string;
}

const committedFiles = "committed";
/** What is rehearsed when nobody says what. */
const defaultRehearsal = "dev";

/** Reads the repository and plans the environment; starts nothing. */
export async function openProject(options: ProjectOptions): Promise<Project> {
  refuseNonsense(options);
  const committed = await discoverRepository(options.directory);
  if (options.blueprint !== undefined) {
    const { applyBlueprint } = await import("./blueprints.ts");
    const applied = await applyBlueprint(committed, options.blueprint, options.profile, options.env);
    const { environment, profile } = applied;
    const repository = await withStackFiles(applied.repository, options);
    const plan = planEnvironment(repository, environment);
    return { repository, plan, configuration: `${options.blueprint}-${profile}` };
  }
  const repository = await withStackFiles(committed, options);
  const plan = planEnvironment(repository, chooseEnvironment(repository, options));
  return { repository, plan, configuration: committedFiles };
}

async function withStackFiles(repository: Repository, { stackFiles }: ProjectOptions): Promise<Repository> {
  if (stackFiles === undefined) return repository;
  const { applyStackFiles } = await import("./stack-overlay.ts");
  return applyStackFiles(repository, stackFiles);
}

/** Where a rehearsal keeps everything; `configuration` names it where no folder is given. */
export function rehearsalFolder(
  { root }: Repository,
  configuration: string,
  stateDir: string | undefined,
): string {
  return resolve(stateDir ?? join(root, ".rollout", "rehearsal", configuration));
}

/**
 * Opens where the engine works on a project. The caller closes it.
 *
 * @param use "read" where only state is read, which needs no stand-in AWS
 */
export async function openWorkspace(
  { repository, configuration }: Project,
  options: ProjectOptions,
  use: "run" | "read" = "run",
): Promise<Workspace> {
  if (options.rehearse !== true) {
    const { openDeployedWorkspace, withCopiedProjects } = await import("./workspace.ts");
    const workspace = await openDeployedWorkspace(repository);
    return configuration === committedFiles ? workspace : withCopiedProjects(workspace);
  }
  const { openRehearsalWorkspace } = await import("./rehearsal-workspace.ts");
  const { parseLatency } = await import("./rehearsal/latency/latency.ts");
  const { parseFault } = await import("./rehearsal/fault-spec.ts");
  return openRehearsalWorkspace(repository, {
    stateFolder: rehearsalFolder(repository, configuration, options.stateDir),
    fresh: options.fresh ?? false,
    needsStandIn: use === "run",
    target: options.target,
    behaviour: {
      latency: options.latency === undefined ? undefined : parseLatency(options.latency),
      faults: options.fault?.map(parseFault),
      seed: options.seed,
    },
  });
}

function chooseEnvironment(repository: Repository, { env, rehearse }: ProjectOptions): string {
  if (env !== undefined) return env;
  const known = environmentsOf(repository);
  const [only] = known;
  if (known.length === 1 && only !== undefined) return only;
  if (rehearse === true && known.includes(defaultRehearsal)) return defaultRehearsal;
  throw new UserError(
    `no environment is named, expected --env with one of ${known.join(", ") || "those that layers have a Pulumi.<environment>.yaml for"}`,
    { remedy: `name one, such as: --env ${only ?? "dev"}` },
  );
}

function refuseNonsense(options: ProjectOptions): void {
  const { rehearse, stateDir, fresh, blueprint, profile, latency, fault = [], seed, target } = options;
  const alone = (flag: string, needs: string): never => {
    throw new UserError(`${flag} means nothing without ${needs}`, { remedy: `add ${needs} or drop ${flag}` });
  };
  if (rehearse !== true && stateDir !== undefined) alone("--state-dir", "--rehearse");
  if (rehearse !== true && fresh === true) alone("--fresh", "--rehearse");
  if (rehearse !== true && latency !== undefined) alone("--latency", "--rehearse");
  if (rehearse !== true && target !== undefined) alone("--target", "--rehearse");
  if (target !== undefined) refuseTarget(target, latency !== undefined || fault.length > 0);
  if (rehearse !== true && fault.length > 0) alone("--fault", "--rehearse");
  if (latency === undefined && fault.length === 0 && seed !== undefined)
    alone("--seed", "--latency or --fault");
  if (blueprint === undefined && profile !== undefined) alone("--profile", "--blueprint");
}

function refuseTarget(target: string, misbehaves: boolean): void {
  if (!/^https?:\/\/[^/?#]+\/?$/.test(target)) {
    throw new UserError(`--target is no address, expected http://<host>:<port>, got "${target}"`, {
      remedy: "give the address of the emulator, such as: --target http://localhost:4566",
    });
  }
  if (misbehaves) {
    throw new UserError(
      "--latency and --fault mean nothing with --target, whose emulator behaves as it likes",
      {
        remedy: "drop them or --target",
      },
    );
  }
}
