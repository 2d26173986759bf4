import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Kind = "s" | "n" | "b" | "a" | "m" | "o" | "x";

export interface InputFact {
  readonly name: string;
  readonly kind: Kind;
  readonly required: boolean;
  /** AWS or the provider fills it in when the program does not. */
  readonly computed: boolean;
  /** The provider's documentation says that a change replaces the resource. */
  readonly createOnly: boolean;
}

export interface OutputFact {
  readonly name: string;
  readonly kind: Kind;
  readonly optional: boolean;
}

export interface ResourceFacts {
  readonly inputs: ReadonlyMap<string, InputFact>;
  readonly outputs: readonly OutputFact[];
  readonly enums: Readonly<Record<string, readonly string[]>>;
  readonly conflicts: Readonly<Record<string, readonly string[]>>;
}

interface FactsFile {
  readonly resources: Record<string, string>;
  readonly enums: Record<string, Record<string, string[]>>;
  readonly conflicts: Record<string, Record<string, string[]>>;
}

let facts: FactsFile | undefined;
const parsed = new Map<string, ResourceFacts>();

/** What @pulumi/aws declares about a type; undefined for a type outside facts/modules.ts. */
export function factsOf(token: string): ResourceFacts | undefined {
  const known = parsed.get(token);
  if (known !== undefined) return known;
  const file = readFacts();
  const text = file.resources[token];
  if (text === undefined) return undefined;
  const [inputText = "", outputText = ""] = text.split("|");
  const facts: ResourceFacts = {
    inputs: new Map(
      inputText
        .split(" ")
        .filter(Boolean)
        .map(parseInput)
        .map((it) => [it.name, it]),
    ),
    outputs: outputText.split(" ").filter(Boolean).map(parseOutput),
    enums: file.enums[token] ?? {},
    conflicts: file.conflicts[token] ?? {},
  };
  parsed.set(token, facts);
  return facts;
}

/** The tokens of all types inside facts/modules.ts. */
export function knownTypes(): readonly string[] {
  return Object.keys(readFacts().resources);
}

function readFacts(): FactsFile {
  facts ??= JSON.parse(readFileSync(join(import.meta.dirname, "resources.json"), "utf8")) as FactsFile;
  return facts;
}

function parseInput(text: string): InputFact {
  const [name = "", rest = "s"] = text.split(":");
  return {
    name,
    kind: rest[0] as Kind,
    required: rest.includes("!"),
    computed: rest.includes("^"),
    createOnly: rest.includes("*"),
  };
}

function parseOutput(text: string): OutputFact {
  const [name = "", rest = "s"] = text.split(":");
  return { name, kind: rest[0] as Kind, optional: rest.includes("?") };
}
