import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "@jest/globals";
import { runProcess } from "../../tools/process.ts";

const tool = fileURLToPath(new URL("../../tools/cli.ts", import.meta.url));
const helps = new Map<string, string>();

beforeAll(() => collectHelp([]), 60_000);

async function collectHelp(words: string[]): Promise<void> {
  const { stdout, exitCode } = await runProcess(process.execPath, [tool, ...words, "--help"]);
  // For a command that it does not know the tool shows its own help.
  expect({ exitCode, usage: stdout.split("\n")[0] }).toEqual({
    exitCode: 0,
    usage: expect.stringContaining(["Usage: rollout", ...words].join(" ")),
  });
  helps.set(words.join(" "), stdout);
  const listed = /^Commands:\n((?: {2}.*\n?)*)/m.exec(stdout)?.[1] ?? "";
  const commands = [...listed.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name!);
  await Promise.all(commands.filter((name) => name !== "help").map((name) => collectHelp([...words, name])));
}

const examplesOf = (text: string): string[] => [...text.matchAll(/^ {2}\$ (.*)$/gm)].map(([, line]) => line!);
/** Every example of every help, as the call of the tool in it. */
const calls = (): string[] =>
  [...helps.values()]
    .flatMap(examplesOf)
    .map((line) => line.slice(line.indexOf("rollout ")).replace(/\)"$|[|>].*$/, ""));
/** The command that an example calls. */
const calledBy = (call: string): string | undefined =>
  [...helps.keys()]
    .filter((name) => name !== "" && `${call} `.startsWith(`rollout ${name} `))
    .sort((a, b) => b.length - a.length)[0];

test("every command says what it does and is called in an example", () => {
  expect([...helps.keys()]).toEqual(expect.arrayContaining(["up", "contracts check", "completion"]));
  const called = new Set(calls().map(calledBy));
  const names = [...helps.keys()].filter((name) => name !== "");
  const isFolder = (name: string): boolean => names.some((other) => other.startsWith(`${name} `));
  expect(names.filter((name) => !called.has(name) && !isFolder(name))).toEqual([]);
  expect(names.filter((name) => !/^Usage: .*\n\n\S/.test(helps.get(name)!))).toEqual([]);
});

test("an example calls a command that there is, and only with options that it has", () => {
  const wrong = calls().filter((call) => {
    const text = helps.get(calledBy(call) ?? "nothing");
    const flags = [...call.matchAll(/ (--[a-z-]+)/g)].map(([, flag]) => flag!);
    return text === undefined || flags.some((flag) => !new RegExp(`^ .*${flag}\\b`, "m").test(text));
  });
  expect(wrong).toEqual([]);
});

test("--version says what package.json says", async () => {
  const { version } = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  expect(await runProcess(process.execPath, [tool, "--version"])).toMatchObject({
    exitCode: 0,
    stdout: version,
    stderr: "",
  });
});
