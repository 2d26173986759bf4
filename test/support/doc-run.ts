import { cp, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { environmentVariable } from "../../shared/environment.ts";
import { runProcess } from "../../tools/process.ts";
import { commandsOf, type Block } from "./doc-pages.ts";
import { copyRepository } from "./repository-copy.ts";
import { createTemporaryFolder, writeProgram } from "./temporary-folder.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** What the pages' commands use of this repository, beside its layers and contracts. */
const parts = [".github", ".gitignore", "docs", "test", "tools", "README.md", "package-lock.json"];

/** A clone as a reader of the docs has it, with packages installed. */
export interface Clone {
  folder: string;
  /** Runs a block's commands in turn, each where the one before has left off; throws at the first that ends otherwise than the page says. */
  run(block: Block): Promise<string>;
  /** As at its start, but for what is rehearsed. */
  restore(): Promise<void>;
}

export async function cloneRepository(): Promise<Clone> {
  const folder = await copyRepository(parts);
  for (const name of ["tsconfig.json", "tsconfig.base.json", "jest.config.ts"]) {
    await cp(join(root, name), join(folder, name));
  }
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  // A trailing slash would leave the link out.
  await writeFile(join(folder, ".git-exclude"), "/node_modules\n/.git-exclude\n");
  const programs = createTemporaryFolder();
  await writeProgram(
    join(programs, "rollout"),
    `exec "${process.execPath}" "${folder}/tools/setup/rollout.mjs" "$@"`,
  );
  const place = join(programs, "place");

  const bash = async (script: string) => {
    const { exitCode, stdout, stderr } = await runProcess("bash", ["-c", script], {
      env: {
        PATH: `${programs}:${environmentVariable("PATH")}`,
        CI: "true",
        PULUMI_BACKEND_URL: undefined,
        GIT_AUTHOR_NAME: "reader",
        GIT_AUTHOR_EMAIL: "reader@example.com",
        GIT_COMMITTER_NAME: "reader",
        GIT_COMMITTER_EMAIL: "reader@example.com",
        GIT_CONFIG_COUNT: "1",
        GIT_CONFIG_KEY_0: "core.excludesFile",
        GIT_CONFIG_VALUE_0: join(folder, ".git-exclude"),
      },
    });
    return { exitCode, output: stripVTControlCharacters(`${stdout}\n${stderr}`) };
  };
  const inFolder = async (script: string): Promise<void> => {
    const { exitCode, output } = await bash(`set -e; cd "${folder}"\n${script}`);
    if (exitCode !== 0) throw new Error(`${script} ended with ${exitCode}\n${output}`);
  };
  await inFolder("git init --quiet --initial-branch main; git add .; git commit --quiet -m start");
  await writeFile(place, folder);

  return {
    folder,
    async run(block) {
      const commands = commandsOf(block);
      let all = "";
      for (const [index, command] of commands.entries()) {
        const { exitCode, output } = await bash(
          `set -o pipefail; cd "$(cat "${place}")"\n${command}\ncode=$?; pwd > "${place}"; exit $code`,
        );
        const shouldFail = block.words.includes("fails") && index === commands.length - 1;
        if ((exitCode === 0) === shouldFail) {
          throw new Error(`${block.page}:${block.line} "${command}" ended with ${exitCode}\n${output}`);
        }
        all += output;
      }
      return all;
    },
    async restore() {
      await inFolder("git checkout --quiet main; git checkout --quiet .; git clean --quiet -fd");
      await writeFile(place, folder);
    },
  };
}

/**
 * The lines of what a page shows that the output does not have. Spaces count as one, and … stands for anything.
 */
export function missingLines(shown: string, output: string): string[] {
  const lines = output.split("\n").map((line) => line.replace(/\s+/g, " ").trim());
  return shown
    .split("\n")
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter((line) => line !== "")
    .filter((line) => !lines.some((candidate) => fits(candidate, line)));
}

/** Whether the text has the parts of the pattern in turn, from its start to its end. */
function fits(text: string, pattern: string): boolean {
  const parts = pattern.split(/ ?… ?/);
  let at = 0;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0 || (at === 0 && part === parts[0] && found > 0)) return false;
    at = found + part.length;
  }
  return text.endsWith(parts.at(-1)!);
}
