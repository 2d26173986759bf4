import { closeSync, openSync, readFileSync } from "node:fs";
import { execa, type Options } from "execa";
import { processEnvironment } from "../shared/environment.ts";
import { endSession } from "./process-session.ts";

export type OutputStream = "stdout" | "stderr";

export interface ProcessOptions {
  cwd?: string;
  /** Variables on top of this process's own; `undefined` removes one. */
  env?: Record<string, string | undefined>;
  /** Written to the child's standard input, which is closed after it. Without it the input is empty. */
  input?: string;
  /** The child talks to the person at our terminal itself, and nothing of that is seen here. */
  ownTerminal?: boolean;
  /**
   * Leads a process group of its own, so that Ctrl-C in the terminal does not reach it and `cancel`
   * reaches all its descendants. Such a child outlives us unless it is cancelled.
   */
  ownGroup?: boolean;
  /** Called with every line as it comes, without its line break. */
  onLine?: (line: string, stream: OutputStream) => void;
  /** Whether the result carries stdout and stderr (default). Turn it off when `onLine` takes all. */
  keepOutput?: boolean;
  /** Both streams also go to this file. */
  logFile?: string;
  /** The child writes its stderr here itself and its stdout nowhere, so that it does not depend on us to live. */
  errorFile?: string;
  /** Cancelled with SIGTERM, and SIGKILL five seconds later, when it takes longer. */
  timeoutSeconds?: number;
  /** On abort the child gets the signals of `ladder`, one after the other until it ends. */
  abort?: AbortSignal;
  ladder?: readonly LadderStep[];
}

export interface LadderStep {
  signal: NodeJS.Signals;
  /** Counted from the abort. */
  afterSeconds: number;
}

export interface ProcessResult {
  /** Undefined when it was ended by a signal or never started. */
  exitCode: number | undefined;
  signal: NodeJS.Signals | undefined;
  stdout: string;
  stderr: string;
  timedOut: boolean;
  /** Why it never started, such as "ENOENT". */
  startFailure: string | undefined;
}

export interface RunningProcess {
  /** Undefined when it could not be started. */
  readonly pid: number | undefined;
  /** Settles when the child has ended and its output is read; never rejects. */
  readonly result: Promise<ProcessResult>;
  /** Sends a signal to the child (with `ownGroup` to its whole group); false when it has ended already. */
  cancel(signal: NodeJS.Signals): boolean;
}

/** Ends a well-behaved child at once and any other within fifteen seconds. */
export const DEFAULT_LADDER: readonly LadderStep[] = [
  { signal: "SIGINT", afterSeconds: 0 },
  { signal: "SIGTERM", afterSeconds: 10 },
  { signal: "SIGKILL", afterSeconds: 15 },
];

/**
 * Starts a program (no shell) and gives a handle to it.
 * Never throws for what the child does: exit code, signal and start failure are in the result.
 */
export function startProcess(
  file: string,
  args: readonly string[],
  options: ProcessOptions = {},
): RunningProcess {
  const ownGroup = options.ownGroup ?? false;
  const { errorFile } = options;
  const errors = errorFile === undefined ? undefined : openSync(errorFile, "w", 0o600);
  const child = execa(file, args, executionOptions(options, errors));
  if (errors !== undefined) closeSync(errors);
  let ended = false;

  const cancel = (signal: NodeJS.Signals): boolean => {
    const { pid } = child;
    if (ended || pid === undefined) return false;
    try {
      return process.kill(ownGroup ? -pid : pid, signal);
    } catch {
      // ESRCH: it ended between the check and the signal.
      return false;
    }
  };

  // Descendants may lead groups of their own, and nobody else ends them.
  child.nodeChildProcess.once("exit", (_, signal) => {
    if (ownGroup && signal === "SIGKILL" && child.pid !== undefined) endSession(child.pid);
  });

  const timers: NodeJS.Timeout[] = [];
  const climb = (): void => {
    for (const { signal, afterSeconds } of options.ladder ?? DEFAULT_LADDER) {
      timers.push(setTimeout(() => cancel(signal), afterSeconds * 1000));
    }
  };
  if (options.abort?.aborted) climb();
  options.abort?.addEventListener("abort", climb, { once: true });

  const result = child.then((outcome) => {
    ended = true;
    options.abort?.removeEventListener("abort", climb);
    timers.forEach(clearTimeout);
    const result = describeResult(outcome, child.pid);
    return errorFile === undefined ? result : { ...result, stderr: readFileSync(errorFile, "utf8") };
  });

  return { pid: child.pid, result, cancel };
}

/** Runs a program (no shell) to its end. Never rejects: see `startProcess`. */
export function runProcess(
  file: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<ProcessResult> {
  return startProcess(file, args, options).result;
}

function executionOptions(options: ProcessOptions, errors: number | undefined) {
  const { onLine, logFile } = options;
  const target = (stream: OutputStream) => [
    ...(onLine === undefined
      ? []
      : [
          function* (line: unknown): Generator<unknown> {
            onLine(String(line), stream);
            yield line;
          },
        ]),
    ...(logFile === undefined ? [] : [{ file: logFile, append: true }]),
    "pipe" as const,
  ];

  const streamsOf = () => ({
    ...(options.input === undefined ? { stdin: "ignore" as const } : { input: options.input }),
    stdout: errors === undefined ? target("stdout") : ("ignore" as const),
    // execa's types know only the first few descriptors by number.
    stderr: errors === undefined ? target("stderr") : (errors as 3),
  });

  return {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: withoutRemoved({ ...processEnvironment(), ...options.env }),
    extendEnv: false,
    ...(options.ownTerminal === true ? { stdio: "inherit" as const } : streamsOf()),
    reject: false,
    buffer: options.keepOutput ?? true,
    detached: options.ownGroup ?? false,
    // A group of its own is meant to survive our end; only the ladder may take it down.
    cleanup: !(options.ownGroup ?? false),
    ...(options.timeoutSeconds === undefined ? {} : { timeout: options.timeoutSeconds * 1000 }),
  } satisfies Options;
}

/** What we take of execa's result, whose own type hangs on every option. */
interface Outcome {
  exitCode?: number | undefined;
  signal?: string | undefined;
  stdout?: unknown;
  stderr?: unknown;
  timedOut: boolean;
  code?: string | undefined;
  shortMessage?: string | undefined;
}

function describeResult(outcome: Outcome, pid: number | undefined): ProcessResult {
  return {
    exitCode: outcome.exitCode,
    signal: outcome.signal as NodeJS.Signals | undefined,
    stdout: typeof outcome.stdout === "string" ? outcome.stdout : "",
    stderr: typeof outcome.stderr === "string" ? outcome.stderr : "",
    timedOut: outcome.timedOut,
    startFailure: pid === undefined ? (outcome.code ?? outcome.shortMessage ?? "unknown") : undefined,
  };
}

function withoutRemoved(variables: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
