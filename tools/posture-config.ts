import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { stringify } from "yaml";
import type { PlannedStep, Posture, ReadSetting } from "../shared/posture.ts";
import { checkConfiguration } from "./config-check.ts";
import { UserError } from "./errors.ts";
import type { Repository } from "./layers.ts";
import type { Plan, PlanNode } from "./plan.ts";
import { editStackText } from "./stack-edit.ts";
import { readStackText } from "./stack-file.ts";

/** The stack file of one layer in one environment, as it is and as it will be. */
export interface EditedFile {
  layer: string;
  /** Where it is written: the committed file, or a rehearsal's copy. */
  file: string;
  before: string;
  after: string;
}

/** One step with the files that it changes. */
export interface FileStep extends PlannedStep {
  files: readonly EditedFile[];
}

/**
 * Reads what the repository says about its postures.
 *
 * @throws UserError where it says nothing
 */
export async function loadPosture({ root, settings }: Repository): Promise<Posture> {
  const file = join(root, settings.posture);
  if (!existsSync(file)) {
    throw new UserError(`this repository knows no postures, expected them in ${settings.posture}`, {
      remedy: "write it (see shared/posture.ts), or name another file in package.json: rollout.posture",
    });
  }
  return ((await import(pathToFileURL(file).href)) as { default: Posture }).default;
}

/** Reads settings of an environment as its layers' stack files have them. */
export function settingsReader({ nodes, environment }: Plan): ReadSetting {
  return (layer, [own = "", ...rest]) =>
    rest.reduce<unknown>(
      (value, key) => (value as Record<string, unknown> | undefined)?.[key],
      ownNode(nodes, environment, layer)?.layer.stacks.get(environment)?.values[own],
    );
}

export function ownNode(
  nodes: readonly PlanNode[],
  environment: string,
  layer: string,
): PlanNode | undefined {
  return nodes.find((node) => node.layer.name === layer && node.stack === environment);
}

/**
 * Turns steps into new texts of stack files, and checks the configuration after each of them.
 *
 * @param copies where a rehearsal keeps its copies of stack files; undefined edits the committed ones
 * @throws UserError when a layer would refuse its configuration at some step
 */
export async function editFiles(
  steps: readonly PlannedStep[],
  { nodes, environment }: Plan,
  copies: string | undefined,
): Promise<FileStep[]> {
  const texts = new Map<string, string>();
  const done: FileStep[] = [];
  for (const step of steps) {
    const files: EditedFile[] = [];
    for (const name of new Set(step.edits.map(({ layer }) => layer))) {
      const node = ownNode(nodes, environment, name) as PlanNode;
      const committed = node.layer.stacks.get(environment)!;
      const file = copies === undefined ? committed.file : join(copies, name, `Pulumi.${environment}.yaml`);
      const before = texts.get(name) ?? (await textOf(copies, file, committed));
      const after = editStackText(
        before,
        name,
        step.edits.filter(({ layer }) => layer === name),
      );
      texts.set(name, after);
      files.push({ layer: name, file, before, after });
    }
    await refuseWrongStep(step, files, nodes, environment);
    done.push({ ...step, files });
  }
  return done;
}

/** A blueprint's configuration has no file, and a rehearsal's copy starts as what it is a copy of. */
async function textOf(
  copies: string | undefined,
  file: string,
  committed: { file: string; document: object },
): Promise<string> {
  if (copies !== undefined && existsSync(file)) return readFile(file, "utf8");
  if (copies === undefined) return readFile(committed.file, "utf8");
  return stringify(committed.document, { lineWidth: 110, aliasDuplicateObjects: false });
}

async function refuseWrongStep(
  { title }: PlannedStep,
  files: readonly EditedFile[],
  nodes: readonly PlanNode[],
  environment: string,
): Promise<void> {
  const changed = files.map(({ layer: name, file, after }) => {
    const node = ownNode(nodes, environment, name) as PlanNode;
    const stacks = new Map(node.layer.stacks).set(environment, readStackText(file, after, name));
    return { ...node, layer: { ...node.layer, stacks } };
  });
  try {
    await checkConfiguration(changed);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`step "${title}" would not be accepted:\n${error.message}`, {
      remedy: "nothing was changed; correct the configuration, or leave the environment as it is",
      cause: error,
    });
  }
}

export async function writeFiles(files: readonly EditedFile[]): Promise<void> {
  for (const { file, after } of files) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, after);
  }
}
