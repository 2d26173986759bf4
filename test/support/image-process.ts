import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runProcess, startProcess, type ProcessResult } from "../../tools/process.ts";
import { commandOf } from "./dockerfile-rules.ts";
import { createTemporaryFolder } from "./temporary-folder.ts";

const images = join(import.meta.dirname, "..", "..", "images");

export function readImageFile(image: string, file = "Dockerfile"): string {
  return readFileSync(join(images, image, file), "utf8");
}

/** A process as an image starts it. */
export interface ImageProcess {
  /** What it has written so far. */
  lines: readonly string[];
  /** Sends a signal and gives how it ended. */
  end(signal: NodeJS.Signals): Promise<ProcessResult>;
}

/**
 * Starts what an image starts, and waits until it answers on a port.
 *
 * @param words program and arguments
 * @throws Error with what it wrote where it ends instead
 */
export async function startImage(
  words: readonly string[],
  port: number,
  given: { cwd?: string; env?: Record<string, string> } = {},
): Promise<ImageProcess> {
  const lines: string[] = [];
  const [program = "", ...args] = words;
  const options = { ...given, ownGroup: true, onLine: (line: string) => void lines.push(line) };
  const running = startProcess(program, args, options);
  let ended: ProcessResult | undefined;
  void running.result.then((result) => (ended = result));
  for (let looks = 0; !(await isOpen(port)); looks++) {
    if (looks > 200) running.cancel("SIGKILL");
    if (ended !== undefined) throw new Error(`${words.join(" ")} has ended:\n${lines.join("\n")}`);
    await sleep(50);
  }
  return {
    lines,
    end(signal) {
      running.cancel(signal);
      return running.result;
    },
  };
}

async function isOpen(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/`).then(
    () => true,
    () => false,
  );
}

/**
 * Runs an image's HEALTHCHECK with the programs that Alpine has, which are BusyBox's.
 *
 * @param port that the image's is here
 * @returns its exit code
 */
export async function checkHealth(
  image: string,
  env: Record<string, string>,
  port?: { inside: number; here: number },
): Promise<number | undefined> {
  const words = commandOf(readImageFile(image), "HEALTHCHECK").map((word) =>
    port === undefined ? word : word.replace(`:${port.inside}/`, `:${port.here}/`),
  );
  const { exitCode } = await runProcess(words[0] ?? "", words.slice(1), {
    env: { ...env, PATH: alpinePrograms() },
  });
  return exitCode;
}

function alpinePrograms(): string {
  const folder = createTemporaryFolder();
  const busybox = ["/bin/busybox", "/usr/bin/busybox"].find((file) => existsSync(file));
  if (busybox === undefined) throw new Error("no busybox: run test/support/install-test-tools.sh");
  for (const name of ["sh", "wget", "find", "test"]) symlinkSync(busybox, join(folder, name));
  return folder;
}
