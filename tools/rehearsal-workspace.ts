import { rm } from "node:fs/promises";
import { join } from "node:path";
import { emulatorVariable } from "../shared/emulator.ts";
import { openBackend } from "./backend.ts";
import type { Layer, Repository } from "./layers.ts";
import { copyProject } from "./project-copy.ts";
import { openEngineRegister } from "./rehearsal/engine-register.ts";
import type { BehaviourOptions } from "./rehearsal/behaviour.ts";
import type { StandIn, StandInOptions } from "./rehearsal/server.ts";
import { runPulumi } from "./pulumi.ts";
import { parseStackFile } from "./stack-file.ts";
import { locatePulumi, makeStateFolder, type Workspace } from "./workspace.ts";

export interface RehearsalOptions {
  /** An absolute path; everything is kept there. */
  stateFolder: string;
  /** Forget what was rehearsed before. */
  fresh: boolean;
  /** False where nothing but state is read. */
  needsStandIn: boolean;
  /** The address of an emulator that takes the place of the stand-in's AWS, reached by the real provider. */
  target: string | undefined;
  /** How the stand-in AWS behaves beyond what it is asked to do. */
  behaviour: Pick<BehaviourOptions, "latency" | "faults" | "seed">;
}

/** The secrets of a rehearsal protect nothing. */
const passphrase = "rehearsal";

/**
 * The stand-in AWS with a backend, plugins and projects of its own, so that nothing of the real environment
 * is read or written: not the committed files, not the user's login, not the user's backend.
 */
export async function openRehearsalWorkspace(
  repository: Repository,
  options: RehearsalOptions,
): Promise<Workspace> {
  const { stateFolder } = options;
  if (options.fresh) await forget(stateFolder);
  const backendUrl = `file://${join(stateFolder, "state")}`;
  await makeStateFolder(join(stateFolder, "state"));

  const engines = openEngineRegister();
  const standIn = options.needsStandIn
    ? await startAws({
        ...options.behaviour,
        stateDir: join(stateFolder, "aws"),
        killEngine: engines.kill,
      })
    : undefined;
  const pulumi = await locatePulumi({
    PULUMI_BACKEND_URL: backendUrl,
    // The real provider is looked for where the user has installed it.
    PULUMI_HOME: options.target === undefined ? join(stateFolder, "home") : undefined,
    [emulatorVariable]: options.target,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_CONFIG_PASSPHRASE_FILE: undefined,
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DEBUG_PROVIDERS: options.target === undefined ? standIn?.debugProviders : standIn?.debugComponents,
  });
  const projects = join(stateFolder, "projects");
  await Promise.all(repository.layers.map((layer) => copyProject(layer, projects, "without secrets")));
  return {
    kind: "rehearsal",
    repository,
    pulumi,
    backend: await openBackend(pulumi, stateFolder, backendUrl),
    stateFolder,
    addressOf: (layer, stack) => ({
      fullName: `organization/${layer.name}/${stack}`,
      folder: join(projects, layer.name),
    }),
    onEngine: engines.add,
    close: async () => standIn?.stop(),
  };
}

async function startAws(options: StandInOptions): Promise<StandIn> {
  const { startStandIn } = await import("./rehearsal/server.ts");
  return startStandIn(options);
}

/**
 * Gives the made-up stack of a rehearsal a value for each secret that only the real environment can decrypt. Its copy of
 * the configuration loses them whenever the configuration has changed.
 */
export async function inventSecrets(workspace: Workspace, layer: Layer, stack: string): Promise<void> {
  const paths = layer.stacks.get(stack)?.secretPaths ?? [];
  if (paths.length === 0) return;
  const { folder, fullName } = workspace.addressOf(layer, stack);
  const { secretPaths } = await parseStackFile(join(folder, `Pulumi.${stack}.yaml`), layer.name);
  const missing = paths.filter((path) => !secretPaths.includes(path));
  if (missing.length === 0) return;
  await runPulumi(workspace.pulumi, folder, [
    ...["config", "set-all", "--stack", fullName, "--path"],
    ...missing.flatMap((path) => ["--secret", `${layer.name}:${path}=rehearsed-${path}`]),
  ]);
}

/** Only what a rehearsal made is removed, in case a folder of something else is named. */
async function forget(stateFolder: string): Promise<void> {
  const made = [
    "state",
    "aws",
    "projects",
    "home",
    "logs",
    "last-up",
    "last-gate",
    "journals",
    "report.json",
    "report.html",
  ];
  for (const name of made) {
    await rm(join(stateFolder, name), { recursive: true, force: true });
  }
}
