import type { Command, Option } from "commander";

/** What a shell may complete a word to. */
export interface Candidate {
  value: string;
  description: string;
}

/** What only the repository knows; each is asked for only where it is wanted. */
export interface KnownNames {
  environments(): Promise<string[]>;
  /** The layers of an environment; of all where none is named. */
  layers(environment: string | undefined): Promise<string[]>;
  blueprints(): Promise<string[]>;
}

/** In place of candidates: the shell completes the names of files by itself. */
export const files = "files";

type Names = (known: KnownNames, words: readonly string[]) => Promise<string[]>;

const valuesByOption: Readonly<Record<string, Names>> = {
  "--env": (known) => known.environments(),
  "--confirm": (known) => known.environments(),
  "--blueprint": (known) => known.blueprints(),
};
const valuesByArgument: Readonly<Record<string, Names>> = {
  layers: (known, words) => known.layers(valueOf(words, "--env", "-e")),
};

/**
 * What the last word of a command line may become, by the commands and options as they are declared.
 *
 * @param words all words after the name of the program; the last is the one that is completed, and may be empty
 */
export async function completeWords(
  program: Command,
  words: readonly string[],
  known: KnownNames,
): Promise<Candidate[] | typeof files> {
  const word = words.at(-1) ?? "";
  const { command, positional, awaiting, used } = readLine(program, words.slice(0, -1));
  const fits = ({ value }: Candidate): boolean => value.startsWith(word);

  const [name = "", started] = word.startsWith("--") ? word.split("=", 2) : [];
  const option = awaiting ?? (started === undefined ? undefined : findOption(command, name));
  if (option !== undefined) {
    const prefix = awaiting === undefined ? `${name}=` : "";
    const values = option.argChoices ?? (await valuesByOption[option.long ?? ""]?.(known, words));
    return (
      values?.map((value) => ({ value: prefix + value, description: "" })).filter(fits) ??
      pathsOrNothing(option.flags)
    );
  }
  if (word.startsWith("-")) {
    return optionsOf(command)
      .filter((candidate) => !used.has(candidate) || Array.isArray(candidate.defaultValue))
      .map(({ long, description }) => ({ value: long ?? "", description }))
      .filter(fits);
  }
  const argument = command.registeredArguments[positional] ?? command.registeredArguments.at(-1);
  const isOver = argument === undefined || (positional > 0 && !argument.variadic);
  const subcommands = positional > 0 ? [] : command.createHelp().visibleCommands(command);
  const candidates = subcommands.map((one) => ({ value: one.name(), description: one.description() }));
  if (isOver) return candidates.filter(fits);
  const values = argument.argChoices ?? (await valuesByArgument[argument.name()]?.(known, words));
  if (values === undefined) return pathsOrNothing(argument.name());
  return [...candidates, ...values.map((value) => ({ value, description: "" }))].filter(
    (candidate) => fits(candidate) && !words.slice(0, -1).includes(candidate.value),
  );
}

/** A number or a free name is nothing that a shell could complete. */
function pathsOrNothing(placeholder: string): typeof files | [] {
  return /file|folder|report/.test(placeholder) ? files : [];
}

/** The command that the words before the last name, how many arguments it has, and the option that waits for a value. */
function readLine(program: Command, words: readonly string[]) {
  let command = program;
  let positional = 0;
  let awaiting: Option | undefined;
  const used = new Set<Option>();
  for (const word of words) {
    if (awaiting !== undefined) {
      awaiting = undefined;
      continue;
    }
    if (word.startsWith("-")) {
      const [name = ""] = word.split("=");
      const option = findOption(command, name);
      if (option !== undefined) used.add(option);
      if (option?.required === true && !word.includes("=")) awaiting = option;
      continue;
    }
    const next = positional > 0 ? undefined : command.commands.find((one) => one.name() === word);
    if (next === undefined) positional += 1;
    else command = next;
  }
  return { command, positional, awaiting, used };
}

function findOption(command: Command, name: string): Option | undefined {
  return optionsOf(command).find(({ long, short }) => long === name || short === name);
}

/** The options of a command and of those above it. */
function optionsOf(command: Command): Option[] {
  const own = command.createHelp().visibleOptions(command);
  const above = command.parent === null ? [] : optionsOf(command.parent);
  return [...own, ...above.filter(({ long }) => !own.some((option) => option.long === long))];
}

/** What a command line gives for an option. */
export function valueOf(words: readonly string[], ...names: string[]): string | undefined {
  const at = words.findIndex((word) => names.includes(word.split("=")[0] ?? ""));
  const [, inline] = words[at]?.split("=") ?? [];
  return at < 0 ? undefined : (inline ?? words[at + 1]);
}
