import { constants } from "node:fs";
import { access, mkdir, rm } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { emulatorVariable } from "../shared/emulator.ts";
import { environmentVariable } from "../shared/environment.ts";
import { openBackend, type Backend } from "./backend.ts";
import { findEngine } from "./engine/index.ts";
import { UserError } from "./errors.ts";
import type { Layer, Repository } from "./layers.ts";
import { copyProject } from "./project-copy.ts";
import { backendUrlOf } from "./project-backend.ts";
import { askPulumi, type Pulumi, type StackAddress } from "./pulumi.ts";

/** Where the engine works on the stacks of a repository: for real, or as a rehearsal. */
export interface Workspace {
  kind: "deployed" | "rehearsal";
  /** The layers as this workspace configures them. */
  repository: Repository;
  pulumi: Pulumi;
  backend: Backend;
  /** Reports, logs and journals go here. */
  stateFolder: string;
  addressOf(layer: Layer, stack: string): StackAddress;
  /** To be told which process works on a stack, by the stack's full name; a rehearsal may have to kill it. */
  onEngine?(fullName: string, pid: number): void;
  /** To be called at the end, whatever happens. */
  close(): Promise<void>;
}

/** The real thing: the committed configuration, the user's own backend and credentials. */
export async function openDeployedWorkspace(repository: Repository): Promise<Workspace> {
  const named = backendUrlOf(repository.layers);
  // Commands that are started outside a project, and projects that are copied elsewhere, mean the same place.
  const pulumi = await locatePulumi({ PULUMI_BACKEND_URL: named });
  const { url, organization } = await findBackend(pulumi, repository, named);
  const stateFolder = join(repository.root, ".rollout", "deployed");
  await makeStateFolder(stateFolder);
  return {
    kind: "deployed",
    repository,
    pulumi,
    backend: await openBackend(pulumi, repository.root, url),
    stateFolder,
    addressOf: (layer, stack) => ({
      fullName: `${organization}/${layer.name}/${stack}`,
      folder: layer.folder,
    }),
    close: async () => {},
  };
}

/** Full name of a stack of a layer of this repository or, by its contract alone, one of another. */
export function stackNamed(workspace: Workspace, { layer, stack }: { layer: string; stack: string }): string {
  const own = workspace.repository.layers.find(({ name }) => name === layer);
  if (own !== undefined) return workspace.addressOf(own, stack).fullName;
  const any = workspace.repository.layers[0];
  const organization =
    any === undefined ? "organization" : workspace.addressOf(any, stack).fullName.split("/")[0];
  return `${organization}/${layer}/${stack}`;
}

/** The same workspace with projects that hold the repository's configuration as it is in memory, such as a blueprint's. */
export async function withCopiedProjects(workspace: Workspace): Promise<Workspace> {
  const projects = join(workspace.stateFolder, "projects");
  await rm(projects, { recursive: true, force: true });
  await Promise.all(workspace.repository.layers.map((layer) => copyProject(layer, projects, "with secrets")));
  return {
    ...workspace,
    addressOf: (layer, stack) => ({
      ...workspace.addressOf(layer, stack),
      folder: join(projects, layer.name),
    }),
  };
}

/** Makes a folder that only this user can read, since logs and outputs go there. */
export async function makeStateFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new UserError(
      `the state folder ${folder} cannot be written (${(error as NodeJS.ErrnoException).code})`,
      {
        remedy: "make it a folder that you may write, or name another with --state-dir in a rehearsal",
        exitCode: 1,
        cause: error,
      },
    );
  }
}

/** The pinned CLI, with the Node that runs this tool in front for its language host. */
export async function locatePulumi(env: Record<string, string | undefined>): Promise<Pulumi> {
  const engine = await findEngine();
  const path = [engine.binDir, dirname(process.execPath), environmentVariable("PATH") ?? ""];
  return {
    file: engine.pulumi,
    env: {
      PULUMI_SKIP_UPDATE_CHECK: "true",
      [emulatorVariable]: undefined,
      ...env,
      PATH: path.join(delimiter),
    },
  };
}

/** Asks where a person is logged in, unless all is said. Only Pulumi Cloud has organizations; elsewhere it is "organization". */
async function findBackend(
  pulumi: Pulumi,
  { root, settings }: Repository,
  named: string | undefined,
): Promise<{ url: string | undefined; organization: string }> {
  const isSaid = named !== undefined && (!isCloud(named) || settings.organization !== undefined);
  const who = isSaid ? {} : await askPulumi(pulumi, root, ["whoami", "--json"]);
  const { url = named, user } = who as { url?: string; user?: string };
  return { url, organization: settings.organization ?? (isCloud(url) ? user : undefined) ?? "organization" };
}

function isCloud(url: string | undefined): boolean {
  return url?.startsWith("http") === true;
}
