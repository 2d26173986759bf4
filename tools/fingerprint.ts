import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { contractMetadata, digestOf, metadataOutput, secretDigestOutput } from "../shared/contract.ts";
import { environmentVariable } from "../shared/environment.ts";
import type { DeployedStack } from "./backend.ts";
import { readEngineVersion } from "./engine/version.ts";
import { readsOf, type PlanNode } from "./plan.ts";
import { engineKeys } from "./stack-file.ts";
import { filesBelow, traceSources, type SourceGraph } from "./source-graph.ts";
import type { Workspace } from "./workspace.ts";

/** Digests of all that decides what an update of one stack does, by what each is of. */
export interface Fingerprint {
  /** By path, relative to the repository: the layer's folder, what its program imports and Pulumi.yaml. */
  program: Record<string, string>;
  config: string;
  /** By file: lockfiles, package.json and what is installed. */
  packages: Record<string, string>;
  engine: string;
  /** Variables of the environment that the AWS SDK takes settings from. */
  settings: string;
  /** By full stack name; "none" for one that is not deployed. */
  upstreams: Record<string, string>;
}

/** What of a fingerprint does not depend on other stacks, and why it may be incomplete. */
export interface OwnFingerprint {
  fingerprint: Omit<Fingerprint, "upstreams">;
  unsure: string[];
}

const packageFiles = [
  "package-lock.json",
  "npm-shrinkwrap.json",
  "yarn.lock",
  "pnpm-lock.yaml",
  "node_modules/.package-lock.json",
];
const settingVariables = ["AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_ENDPOINT_URL"];
const standIn = fileURLToPath(new URL("rehearsal", import.meta.url));

/** Takes the fingerprint of a layer's program, configuration, packages and engine, without its upstreams. */
export function fingerprintOwn(
  { repository, kind }: Pick<Workspace, "repository" | "kind">,
  { layer, stack }: Pick<PlanNode, "layer" | "stack">,
): OwnFingerprint {
  const { root } = repository;
  const graph = traceLayer(layer);
  const file = layer.stacks.get(stack);
  const unsure = graph.unsure.map((reason) => reason.replaceAll(`${root}/`, ""));
  if (!followedRuntimes.includes(runtimeOf(layer))) {
    unsure.push(`nobody can tell which files a program in ${runtimeOf(layer)} reads`);
  }
  if (file !== undefined && "environment" in file.document) {
    unsure.push("its configuration takes values from a Pulumi ESC environment");
  }
  return {
    unsure,
    fingerprint: {
      program: {
        // Files of other stacks say nothing about this one, and its own is told as configuration.
        ...digestFiles(
          graph.files.filter((path) => !isStackFile(path, layer.folder)),
          root,
        ),
        ...Object.fromEntries(graph.absent.map((path) => [relative(root, path), "absent"])),
      },
      config: digestOf({ project: layer.project, document: withoutKeys(file?.document ?? {}) }),
      packages: {
        ...digestFiles(lockfilesAbove(layer.folder), root),
        "package.json": digestOf(withoutScripts(join(root, "package.json"))),
      },
      engine: [readEngineVersion(), ...(kind === "rehearsal" ? [digestFolder(standIn)] : [])].join(" "),
      settings: digestOf(
        Object.fromEntries(settingVariables.map((name) => [name, environmentVariable(name)])),
      ),
    },
  };
}

/** Lockfiles of a folder and of all above it, as Node looks for packages. */
export function lockfilesAbove(folder: string): string[] {
  const found = packageFiles.map((name) => join(folder, name)).filter((path) => existsSync(path));
  return folder === dirname(folder) ? found : [...found, ...lockfilesAbove(dirname(folder))];
}

/** Programs whose imports can be followed, or that have none. */
const followedRuntimes = ["nodejs", "yaml"];

/** The files of a layer's program. */
export function traceLayer({ folder, project }: PlanNode["layer"]): SourceGraph {
  const { main } = project;
  const entry = typeof main === "string" ? resolve(folder, main) : folder;
  if (entry.startsWith(folder)) return traceSources(folder, [], (file) => isBesideProgram(folder, file));
  const started = existsSync(entry) && !/\.[cm]?[jt]s$/.test(entry) ? filesBelow(entry) : [entry];
  return traceSources(
    folder,
    started.filter((path) => existsSync(path)),
  );
}

/** What the tool reads beside a layer's program, and no update depends on: its gate, its needs, who confirmed what. */
export function isBesideProgram(folder: string, file: string): boolean {
  return dirname(file) === folder && /^((gate|needs)(-[a-z-]+)?\.ts|gates\..+\.yaml)$/.test(basename(file));
}

/** Digest of a layer's gate: its program and what that imports. */
export function digestGate(
  { repository }: Pick<Workspace, "repository">,
  { layer }: Pick<PlanNode, "layer">,
): string {
  const { files } = traceSources("", [join(layer.folder, "gate.ts")]);
  return digestOf(digestFiles(files, repository.root));
}

function runtimeOf({ project }: PlanNode["layer"]): string {
  const { runtime } = project;
  return typeof runtime === "string" ? runtime : String((runtime as { name?: unknown } | undefined)?.name);
}

/** Every stack that a layer reads: as declared, and as its last update did by whatever means. */
export function upstreamNames(
  { layer, stack }: Pick<PlanNode, "layer" | "stack">,
  nameOf: (read: { layer: string; stack: string }) => string,
  deployed: DeployedStack | undefined,
): string[] {
  const declared = readsOf(layer, stack).map(nameOf);
  return [...new Set([...declared, ...(deployed?.references ?? [])])].sort();
}

/** Digest of what readers see of a stack: its outputs, without what it read itself. */
export function digestOutputs(deployed: DeployedStack | undefined): string {
  if (deployed?.exists !== true) return "none";
  const { [metadataOutput]: metadata, [secretDigestOutput]: _digest, ...outputs } = deployed.outputs;
  const parsed = contractMetadata.safeParse(metadata);
  // Secrets count as they are encrypted: one that is encrypted anew counts as changed, which only costs an update.
  return digestOf(parsed.success ? { outputs, version: parsed.data.version } : { outputs, metadata });
}

/** What differs between two fingerprints, as a person should read it; empty when nothing does. */
export function compareFingerprints(before: Fingerprint, now: Fingerprint): string[] {
  const shortName = (fullName: string): string => fullName.split("/").slice(1).join("/");
  return [
    ...changedKeys(before.program, now.program).map((path) => `${path} changed`),
    ...(before.config === now.config ? [] : ["its configuration changed"]),
    ...changedKeys(before.packages, now.packages).map((path) => `${path} changed`),
    ...(before.engine === now.engine ? [] : ["the engine changed"]),
    ...(before.settings === now.settings ? [] : [`one of ${settingVariables.join(", ")} changed`]),
    ...changedKeys(before.upstreams, now.upstreams).map(
      (name) => `the outputs of ${shortName(name)} changed`,
    ),
  ];
}

function changedKeys(before: Record<string, string>, now: Record<string, string>): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .filter((key) => before[key] !== now[key])
    .sort();
}

function isStackFile(path: string, folder: string): boolean {
  return path.startsWith(join(folder, "Pulumi.")) && path.endsWith(".yaml");
}

function digestFiles(files: readonly string[], root: string): Record<string, string> {
  return Object.fromEntries(files.map((path) => [relative(root, path), digestFile(path)]));
}

function digestFile(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

let standInDigest: string | undefined;

/** The stand-in AWS is no part of the repository that is rolled out, and does not change while the tool runs. */
function digestFolder(folder: string): string {
  standInDigest ??= digestOf(digestFiles(filesBelow(folder).sort(), folder));
  return standInDigest;
}

/** The engine writes a stack's keys into its file when it makes the stack, and no update depends on them. */
function withoutKeys(document: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(document).filter(([key]) => !engineKeys.includes(key)));
}

function withoutScripts(file: string): Record<string, unknown> {
  const {
    scripts: _scripts,
    description: _description,
    ...rest
  } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  return rest;
}
