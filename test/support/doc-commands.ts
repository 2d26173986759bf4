import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { buildProgram } from "../../tools/cli.ts";
import { runProcess } from "../../tools/process.ts";
import type { Block } from "./doc-pages.ts";
import { createTemporaryFolder } from "./temporary-folder.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Programs of others, whose arguments are theirs to know. */
const foreign = ["git", "gh", "aws", "docker", "pass", "pulumi", "curl"];
const npmCommands = ["install", "pack", "ci"];

/**
 * What the commands of a block would start, as bash understands them: nothing is started.
 *
 * @returns the words of each call, the program's name first
 * @throws Error where bash does not understand a command, or its program is not known here
 */
export async function callsIn({ text }: Block): Promise<string[][]> {
  const folder = createTemporaryFolder();
  const log = join(folder, "calls");
  await mkdir(join(folder, "work"));
  // A reader fills <placeholders> in; to bash they would be files.
  const script = text.replace(/<([a-z][\w -]*)>/gi, (_match, name: string) => name.replaceAll(" ", "-"));
  const programs = ["rollout", "npm", "node", "$EDITOR", ...foreign];
  const prelude = [
    "set -e -o pipefail",
    `record() { printf '%s\\0' "$@" $'\\1' >> "$LOG"; }`,
    ...programs.map((name) => `${name.replace("$", "")}() { record ${name.replace("$", "")} "$@"; }`),
    "cd() { :; }",
    "shopt -s expand_aliases",
    "PATH=",
  ].join("\n");
  const { exitCode, stderr } = await runProcess("bash", ["-c", `${prelude}\n${script}`], {
    cwd: join(folder, "work"),
    env: { LOG: log, EDITOR: "EDITOR" },
  });
  if (exitCode !== 0) throw new Error(stderr);
  const words = readFileSync(log, "utf8").split("\0");
  const calls: string[][] = [[]];
  for (const word of words) {
    if (word === "\u0001") calls.push([]);
    else calls.at(-1)!.push(word);
  }
  return calls.filter((call) => call.some((word) => word !== ""));
}

/** What is wrong with a call: undefined where its program accepts it, or is not ours. */
export async function faultOf([program = "", ...args]: readonly string[]): Promise<string | undefined> {
  if (program === "rollout") return await faultOfRollout(args);
  if (program !== "npm") return undefined;
  const [verb = "", ...rest] = args;
  if (npmCommands.includes(verb)) return undefined;
  const name = verb === "run" ? rest.shift()! : verb;
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const script = scripts[name];
  if (script === undefined) return `npm has no script "${name}"`;
  const given = rest[0] === "--" ? rest.slice(1) : rest;
  const called = / rollout( .*)?$/.exec(script);
  return called ? await faultOfRollout([...(called[1]?.trim().split(" ") ?? []), ...given]) : undefined;
}

/** Parses with the tool's own program, whose commands do nothing. */
async function faultOfRollout(args: readonly string[]): Promise<string | undefined> {
  const program = buildProgram(() => {});
  disarm(program);
  try {
    await program.parseAsync([...args], { from: "user" });
    return undefined;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return code === "commander.helpDisplayed" ? undefined : message;
  }
}

function disarm(command: Command): void {
  command.configureOutput({ writeOut: () => {}, writeErr: () => {} });
  // A command that only holds others must stay one: it is what refuses a name that it does not know.
  if (command.commands.length === 0 || command.registeredArguments.length > 0) command.action(() => {});
  command.commands.forEach(disarm);
}
