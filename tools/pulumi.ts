import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { plannedOutputsVariable } from "../shared/planned-outputs.ts";
import { adoptPending } from "./adopt.ts";
import { followEngineEvents, type EngineEvent } from "./engine-events.ts";
import { forgetDebugMessages } from "./engine-log.ts";
import { UserError } from "./errors.ts";
import { explainFailure } from "./failures.ts";
import { runProcess, startProcess, type ProcessResult } from "./process.ts";

/** The engine's CLI as one rollout uses it. */
export interface Pulumi {
  /** Absolute path of the CLI. */
  file: string;
  /** What its processes get on top of our own environment. */
  env: Readonly<Record<string, string | undefined>>;
}

/** One stack, as the CLI is told about it. */
export interface StackAddress {
  /** Name that the backend knows it by: "<org>/<project>/<stack>". */
  fullName: string;
  /** The folder of its Pulumi.yaml. */
  folder: string;
}

/** A policy pack, and how strict it is with the stack at hand. */
export interface PolicyOptions {
  /** An executable. */
  pack: string;
  /** A file. */
  configuration: string;
}

export interface OperationOptions {
  /** "drift" compares a stack's state with what there is, and changes neither. */
  verb: "up" | "preview" | "destroy" | "drift";
  stack: StackAddress;
  /** Where the engine's event log goes. */
  log: string;
  onEvent: (event: EngineEvent) => void;
  /** Reports the running process, so that it can be signalled; undefined when it has ended. */
  onProcess: (cancel: ((signal: NodeJS.Signals) => void) | undefined, pid?: number) => void;
  refresh?: boolean;
  continueOnError?: boolean;
  /** Where a preview puts its plan. */
  planFile?: string;
  /** Only for a preview: what its upstreams would publish. */
  plannedOutputsFile?: string;
  /** Only for a preview and an update. */
  policy?: PolicyOptions;
}

const verbArguments = {
  up: ["up", "--yes", "--skip-preview"],
  preview: ["preview"],
  destroy: ["destroy", "--yes", "--skip-preview"],
  drift: ["refresh", "--preview-only"],
} as const;

/** Runs one operation of the engine on one stack to its end. Never throws for what the engine does. */
export async function runOperation(pulumi: Pulumi, options: OperationOptions): Promise<ProcessResult> {
  const { verb, stack, log, planFile, plannedOutputsFile, policy } = options;
  await mkdir(dirname(log), { recursive: true });
  await rm(log, { force: true });
  const running = startProcess(
    pulumi.file,
    [
      ...verbArguments[verb],
      ...["--stack", stack.fullName, "--non-interactive", "--suppress-progress", "--event-log", log],
      ...(options.refresh === true ? ["--refresh"] : []),
      ...(options.continueOnError === true && verb !== "preview" ? ["--continue-on-error"] : []),
      ...(policy === undefined
        ? []
        : ["--policy-pack", policy.pack, "--policy-pack-config", policy.configuration]),
      ...(planFile === undefined ? [] : ["--save-plan", planFile]),
    ],
    {
      cwd: stack.folder,
      env: {
        ...pulumi.env,
        // The event log is a debugging command; this is what makes the CLI offer it.
        PULUMI_DEBUG_COMMANDS: "true",
        [plannedOutputsVariable]: verb === "preview" ? plannedOutputsFile : undefined,
      },
      ownGroup: true,
      // The engine goes on if we are killed, and would die of a pipe that nobody reads.
      errorFile: log.replace(/\.jsonl$/, ".stderr"),
    },
  );
  options.onProcess((signal) => void running.cancel(signal), running.pid);
  await followEngineEvents(log, running.result, options.onEvent);
  await forgetDebugMessages(log);
  options.onProcess(undefined);
  return running.result;
}

/** Makes an empty stack, encrypted as its configuration file says. */
export async function createStack(
  pulumi: Pulumi,
  stack: StackAddress,
  secretsProvider?: string,
): Promise<void> {
  await runPulumi(pulumi, stack.folder, [
    ...["stack", "init", stack.fullName, "--no-select"],
    ...(secretsProvider === undefined ? [] : ["--secrets-provider", secretsProvider]),
  ]);
}

/** Removes the engine's own lock of a stack. */
export async function unlockStack(pulumi: Pulumi, { folder, fullName }: StackAddress): Promise<void> {
  await runPulumi(pulumi, folder, ["cancel", "--yes", "--stack", fullName]);
}

/** Compares a stack with what there is; creations of which nobody knows the end are adopted (id by URN) or forgotten. */
export async function clearPending(
  pulumi: Pulumi,
  { folder, fullName }: StackAddress,
  adopted: ReadonlyMap<string, string>,
): Promise<void> {
  const stack = ["--stack", fullName];
  if (adopted.size > 0) {
    const exported = await askPulumi(pulumi, folder, ["stack", "export", ...stack]);
    const file = join(await mkdtemp(join(tmpdir(), "rollout-")), "state.json");
    try {
      await writeFile(file, JSON.stringify(adoptPending(exported, adopted)), { mode: 0o600 });
      await runPulumi(pulumi, folder, ["stack", "import", "--file", file, ...stack]);
    } finally {
      await rm(dirname(file), { recursive: true });
    }
  }
  await runPulumi(pulumi, folder, [
    "refresh",
    "--yes",
    "--skip-preview",
    "--clear-pending-creates",
    ...stack,
  ]);
}

/** Runs a short command of the CLI and gives its stdout parsed as JSON. */
export async function askPulumi(pulumi: Pulumi, folder: string, args: readonly string[]): Promise<unknown> {
  const stdout = await runPulumi(pulumi, folder, args);
  return JSON.parse(stdout);
}

/**
 * Runs a short command of the CLI.
 *
 * @throws UserError when it fails, with what the engine said and what to do
 */
export async function runPulumi(pulumi: Pulumi, folder: string, args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr, startFailure } = await runProcess(
    pulumi.file,
    [...args, "--non-interactive"],
    {
      cwd: folder,
      env: pulumi.env,
    },
  );
  if (exitCode === 0) return stdout;
  const { message, remedy } = explainFailure(
    stderr,
    `pulumi ${args.join(" ")} failed (${startFailure ?? exitCode})`,
  );
  throw new UserError(message, { ...(remedy !== undefined && { remedy }), exitCode: 1 });
}
