import { access, chmod, copyFile, mkdir, readdir, rename, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { basename, dirname, join } from "node:path";
import { runProcess, type ProcessOptions, type ProcessResult } from "../process.ts";
import { builtEngine } from "./locate.ts";
import { isAlive } from "./lock.ts";
import type { Progress } from "./index.ts";

interface GoProgram {
  /** Folder of the go.mod that pins it. */
  module: string;
  package: string;
  /** What the program says its version is. */
  version: string;
}

const SDK = "github.com/pulumi/pulumi/sdk/v3";
const DOWNLOAD = "go: downloading ";
/** What a release ships beside the CLI and the language host: it starts dynamic providers. */
const LAUNCHER = "pulumi-resource-pulumi-nodejs";

/**
 * Builds CLI and Node language host from the Go modules that `go.mod` and `go.sum` pin, in a folder of
 * its own that gets its name when it is complete.
 * @returns why that failed, or undefined when it worked.
 */
export async function buildFromGo(version: string, onProgress: Progress): Promise<string | undefined> {
  const go = await findGo();
  if (go === undefined)
    return "a build from Go modules needs Go, and there is no go on PATH or in /usr/local/go";

  const target = builtEngine(version);
  const partial = `${target}.partial-${process.pid}`;
  const logFile = `${target}.build.log`;
  await removeAbandoned(target);
  await rm(logFile, { force: true });
  await mkdir(partial, { recursive: true });

  const programs: GoProgram[] = [
    // The small one first: whatever is wrong with Go or the network shows within seconds.
    { module: "language-nodejs", package: `${SDK}/nodejs/cmd/pulumi-language-nodejs`, version: "3.68.0" },
    { module: "pulumi", package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi", version },
  ];
  for (const program of programs) {
    const failure = await installProgram({ go, logFile, binFolder: partial, version, onProgress }, program);
    if (failure !== undefined) return `the build from Go modules failed: ${failure} (log: ${logFile})`;
  }
  await launchLanguageHost(partial);
  await copyLauncher(go, partial);

  await rm(target, { recursive: true, force: true });
  await rename(partial, target);
  return undefined;
}

interface Build {
  go: string;
  logFile: string;
  binFolder: string;
  version: string;
  onProgress: Progress;
}

async function installProgram(build: Build, program: GoProgram): Promise<string | undefined> {
  const { go, logFile, binFolder, version, onProgress } = build;
  const step = `building the Pulumi engine ${version}, once per machine (about 5 minutes)`;
  onProgress(step);

  const downloading = (line: string) => {
    if (line.startsWith(DOWNLOAD)) onProgress(`${step}: ${line.slice("go: ".length)}`);
  };
  const listed = await runProcess(go, ["list", "-deps", program.package], {
    ...goOptions(program.module, logFile),
    onLine: downloading,
  });
  if (listed.exitCode !== 0) return describeFailure(listed);
  const total = listed.stdout.split("\n").length;

  let compiled = 0;
  const flags = `-s -w -X ${SDK}/go/common/version.Version=v${program.version}`;
  const installed = await runProcess(go, ["install", "-v", "-ldflags", flags, program.package], {
    ...goOptions(program.module, logFile, binFolder),
    onLine(line) {
      // With -v go prints the path of each package that it compiles, and whatever else it says has blanks.
      if (!line.includes(" ")) onProgress(`${step}: ${++compiled} of ${total} packages`);
    },
  });
  return installed.exitCode === 0 ? undefined : describeFailure(installed);
}

function describeFailure({ stderr, exitCode }: ProcessResult): string {
  const complaints = stderr.split("\n").filter((line) => line.includes(" ") && !line.startsWith(DOWNLOAD));
  return complaints.at(-1) ?? `go ended with exit code ${exitCode ?? "none"}`;
}

/** Puts what starts the language host where the engine looks for the host. */
async function launchLanguageHost(binFolder: string): Promise<void> {
  const host = join(binFolder, "pulumi-language-nodejs");
  await mkdir(join(binFolder, "language-host"));
  await rename(host, join(binFolder, "language-host", "pulumi-language-nodejs"));
  await copyFile(fileURLToPath(new URL("language-nodejs/launch.sh", import.meta.url)), host);
  await chmod(host, 0o755);
}

/** The launcher is part of the SDK's module, as a file. */
async function copyLauncher(go: string, binFolder: string): Promise<void> {
  const { stdout } = await runProcess(go, ["list", "-m", "-f", "{{.Dir}}", SDK], goOptions("pulumi"));
  await copyFile(join(stdout.trim(), "nodejs", "dist", LAUNCHER), join(binFolder, LAUNCHER));
  await chmod(join(binFolder, LAUNCHER), 0o755);
}

function goOptions(module: string, logFile?: string, binFolder?: string): ProcessOptions {
  return {
    cwd: fileURLToPath(new URL(`${module}/`, import.meta.url)),
    // Whatever this machine's Go is told for other work must not change what go.sum pins.
    env: { GOBIN: binFolder, GOFLAGS: "-mod=readonly", GOWORK: "off", GOOS: undefined, GOARCH: undefined },
    ...(logFile === undefined ? {} : { logFile }),
  };
}

/** Partial builds of processes that were killed. */
async function removeAbandoned(target: string): Promise<void> {
  const prefix = `${basename(target)}.partial-`;
  await mkdir(dirname(target), { recursive: true });
  for (const name of await readdir(dirname(target))) {
    if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length)))) continue;
    await rm(join(dirname(target), name), { recursive: true, force: true });
  }
}

async function findGo(): Promise<string | undefined> {
  const onPath = await runProcess("go", ["version"], { timeoutSeconds: 20 });
  if (onPath.exitCode === 0) return "go";
  // Where Go's own installer puts it; it leaves PATH to the reader.
  const usual = "/usr/local/go/bin/go";
  return access(usual).then(
    () => usual,
    () => undefined,
  );
}
