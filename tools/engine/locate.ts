import { constants } from "node:fs";
import { access, mkdir, readFile, realpath, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { environmentVariable } from "../../shared/environment.ts";
import { engineCache } from "./cache.ts";

export interface Engine {
  /** Absolute path of the CLI. */
  pulumi: string;
  /** Its folder, which also holds the Node language host. */
  binDir: string;
  version: string;
  origin: "path" | "npm" | "go";
}

export interface Located {
  engine: Engine | undefined;
  /** Each CLI that was found and does not do, and why. */
  rejected: string[];
}

/** Which version a file is, so that it need not be run again while it stays the same. */
interface Known {
  version: string;
  mtimeMs: number;
  size: number;
}

/** Looks for a CLI of exactly this version: on PATH, where the npm package installs, in our own cache. */
export async function locateEngine(version: string): Promise<Located> {
  const rejected: string[] = [];
  for (const { pulumi, origin } of candidates(version)) {
    if (!(await isExecutable(pulumi))) continue;
    const got = await readVersion(pulumi);
    if (got !== version) {
      rejected.push(`${pulumi} has the wrong version, expected "${version}", got "${got}"`);
    } else if (!(await hasLanguageHost(pulumi))) {
      rejected.push(`${pulumi} has no pulumi-language-nodejs beside it`);
    } else {
      return { engine: { pulumi, binDir: dirname(pulumi), version, origin }, rejected };
    }
  }
  return { engine: undefined, rejected };
}

/** Rises when the same version is built in another way. */
const build = 2;

/** Where `buildFromGo` puts the engine. */
export function builtEngine(version: string): string {
  return join(engineCache(), `${version}-${process.platform}-${process.arch}-${build}`);
}

/** Where the npm package `pulumi` (and Pulumi's Automation API) puts it. */
export function installedEngine(version: string): string {
  return join(environmentVariable("PULUMI_HOME") ?? join(homedir(), ".pulumi"), "versions", version, "bin");
}

function candidates(version: string): { pulumi: string; origin: Engine["origin"] }[] {
  const onPath = (environmentVariable("PATH") ?? "")
    .split(delimiter)
    // npm puts every node_modules/.bin there: a `pulumi` in it is a downloader, not the CLI.
    .filter((folder) => isAbsolute(folder) && !folder.endsWith(join("node_modules", ".bin")));
  return [
    ...onPath.map((folder) => ({ pulumi: join(folder, "pulumi"), origin: "path" as const })),
    { pulumi: join(installedEngine(version), "pulumi"), origin: "npm" },
    { pulumi: join(builtEngine(version), "pulumi"), origin: "go" },
  ];
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function hasLanguageHost(pulumi: string): Promise<boolean> {
  // A package manager links the CLI into a bin folder; the host may be beside the link or beside the file.
  const folders = [dirname(pulumi), dirname(await realpath(pulumi))];
  const found = await Promise.all(
    folders.map((folder) => isExecutable(join(folder, "pulumi-language-nodejs"))),
  );
  return found.includes(true);
}

async function readVersion(pulumi: string): Promise<string> {
  const { mtimeMs, size } = await stat(pulumi);
  const stampFile = join(engineCache(), "versions.json");
  const stamp = await readStamp(stampFile);
  const known = stamp[pulumi];
  if (known !== undefined && known.mtimeMs === mtimeMs && known.size === size) return known.version;

  // Only now: starting processes takes a library that takes longer to load than all the rest.
  const { runProcess } = await import("../process.ts");
  const { stdout, exitCode } = await runProcess(pulumi, ["version"], {
    timeoutSeconds: 20,
    env: { PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  const version = exitCode === 0 ? stdout.trim().replace(/^v/, "") : "";
  if (version !== "") await writeStamp(stampFile, { ...stamp, [pulumi]: { version, mtimeMs, size } });
  return version;
}

async function readStamp(file: string): Promise<Record<string, Known>> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Record<string, Known>;
  } catch {
    // Missing or damaged: it is only a memory.
    return {};
  }
}

async function writeStamp(file: string, stamp: Record<string, Known>): Promise<void> {
  try {
    const { default: writeFileAtomic } = await import("write-file-atomic");
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomic(file, JSON.stringify(stamp, undefined, 2));
  } catch {
    // A cache that cannot be written makes us slower, not wrong.
  }
}
