import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { completeWords, files, valueOf, type KnownNames } from "../completion.ts";
import { completionScripts, type Shell } from "../completion-scripts.ts";
import { discoverRepository } from "../layers.ts";
import { print } from "../output.ts";
import { environmentsOf, planEnvironment } from "../plan.ts";

/** `rollout completion`: the script that a shell is to run. */
export async function completion(shell: Shell): Promise<number> {
  print(completionScripts[shell]);
  return 0;
}

/** `rollout complete`: what the scripts ask for, one candidate a line, with its description behind a tab. */
export async function complete(program: Command, words: readonly string[]): Promise<number> {
  const directory = valueOf(words, "--directory", "-C") ?? process.cwd();
  const found = await completeWords(program, words, namesIn(directory)).catch(() => []);
  if (found === files) print(":files");
  else found.forEach(({ value, description }) => print(`${value}\t${description}`));
  return 0;
}

function namesIn(directory: string): KnownNames {
  return {
    environments: async () => environmentsOf(await discoverRepository(directory)),
    async layers(environment) {
      const repository = await discoverRepository(directory);
      const known = environment !== undefined && environmentsOf(repository).includes(environment);
      const layers = known
        ? planEnvironment(repository, environment).nodes.map(({ layer }) => layer)
        : repository.layers;
      return layers.map(({ name }) => name);
    },
    async blueprints() {
      const { root, settings } = await discoverRepository(directory);
      const names = await readdir(join(root, settings.blueprints));
      return names.filter((name) => name.endsWith(".ts")).map((name) => name.slice(0, -".ts".length));
    },
  };
}
