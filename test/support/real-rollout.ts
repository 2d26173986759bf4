import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { randomUUID } from "node:crypto";
import { afterAll, jest } from "@jest/globals";
import { environmentVariable } from "../../shared/environment.ts";
import { findEngine } from "../../tools/engine/index.ts";
import { openProject, openWorkspace, type Project } from "../../tools/project.ts";
import { report, type Report } from "../../tools/report.ts";
import type { Workspace } from "../../tools/workspace.ts";
import { runProcess } from "../../tools/process.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const copies: string[] = [];

jest.setTimeout(300_000);
afterAll(() => copies.forEach((copy) => rmSync(copy, { recursive: true, force: true })));

export interface RealRun {
  exitCode: number | undefined;
  stdout: string;
  stderr: string;
  /** Undefined where the rollout never started. */
  report: Report | undefined;
}

/** Runs the tool on the real engine and the stand-in AWS, keeping the rehearsal in a folder. */
export async function rehearse(
  directory: string,
  stateFolder: string,
  args: readonly string[],
): Promise<RealRun> {
  const reportFile = join(stateFolder, "report.json");
  rmSync(reportFile, { force: true });
  const { exitCode, stdout, stderr } = await runProcess(process.execPath, [
    ...[join(root, "tools", "cli.ts"), "-C", directory],
    ...[...args, "--rehearse", "--state-dir", stateFolder],
  ]);
  const text = await readFile(reportFile, "utf8").catch(() => undefined);
  return {
    exitCode,
    stdout,
    stderr,
    report: text === undefined ? undefined : report.parse(JSON.parse(text)),
  };
}

/** "base/ground succeeded +2 ~0 -0" for each layer. */
export function summarize({ report: built }: RealRun): string[] {
  return (built?.layers ?? []).map(({ id, result, blockedBy, changes }) => {
    const { created, updated, replaced, deleted } = changes;
    return blockedBy === undefined
      ? `${id} ${result} +${created} ~${updated + replaced} -${deleted}`
      : `${id} blocked by ${blockedBy}`;
  });
}

/**
 * Runs the commands that a refused destroy tells to run last, as a person would who pastes them and says yes.
 *
 * @throws when there is none, or one fails
 */
export async function unlock({ stderr }: RealRun): Promise<void> {
  const commands = [...stderr.matchAll(/^ +\d+\. (cd .* && .*pulumi state unprotect .*)$/gm)];
  if (commands.length === 0) throw new Error(`no command unlocks anything: ${stderr}`);
  const { binDir } = await findEngine();
  const env = { PATH: [binDir, environmentVariable("PATH")].join(delimiter) };
  for (const [, command] of commands) {
    const ended = await runProcess("sh", ["-c", `${command} --yes`], { env });
    if (ended.exitCode !== 0) throw new Error(`${command}: ${ended.stderr}`);
  }
}

/** A copy of a fixture that is a repository, as deep in this one as the original since it imports from it. */
export async function copyFixture(name: "foreign" | "seeded"): Promise<string> {
  const copy = join(root, ".rollout", "test", "repositories", randomUUID());
  await mkdir(copy, { recursive: true });
  await cp(join(root, "test", "support", "fixtures", name), copy, { recursive: true });
  copies.push(copy);
  return copy;
}

/** Replaces text in a file, which must hold it. */
export async function editFile(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(file, "utf8");
  if (!text.includes(from)) throw new Error(`${file} does not hold "${from}"`);
  await writeFile(file, text.replaceAll(from, to));
}

/** The rehearsal in a folder as the tool sees it, to look into it without starting an engine. */
export async function openRehearsal(
  directory: string,
  stateDir: string,
): Promise<{ project: Project; workspace: Workspace }> {
  const options = { directory, rehearse: true, stateDir };
  const project = await openProject(options);
  return { project, workspace: await openWorkspace(project, options, "read") };
}

/** The text of every JSON file in a folder and those below it, by its path from there; none where there is no folder. */
export function readFiles(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".json"),
  );
  return Object.fromEntries(files.sort().map((file) => [file, readFileSync(join(folder, file), "utf8")]));
}
