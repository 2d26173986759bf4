import { existsSync } from "node:fs";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { contractMetadata, digestOf, metadataOutput, type ReadRecord } from "../shared/contract.ts";
import type { DeployedResource } from "../shared/posture.ts";
import { describeUrn, isSecretValue, referenceType, stackType } from "./engine-events.ts";
import { UserError } from "./errors.ts";
import { askPulumi, type Pulumi, type StackAddress } from "./pulumi.ts";
import { s3Files } from "./s3-files.ts";
import { localFiles, type StateFiles } from "./state-files.ts";

/** A resource with what the engine has been told about its end. */
export interface StoredResource extends DeployedResource {
  name: string;
  /** The engine refuses to delete it. */
  isProtected: boolean;
  /** The engine forgets it and leaves it where it is: it was only read, or is kept when the stack goes. */
  isLeft: boolean;
}

/** What the backend keeps of one stack. */
export interface DeployedStack {
  /** "<org>/<project>/<stack>". */
  fullName: string;
  /** False for a stack that was made and never brought up, or was destroyed. */
  exists: boolean;
  resources: number;
  /** Everything in the stack, secrets encrypted. */
  contents: readonly StoredResource[];
  /** As the engine writes them: secrets encrypted. */
  outputs: Readonly<Record<string, unknown>>;
  reads: readonly ReadRecord[];
  updatedAt: string | undefined;
  /** Operations that a killed update left open, such as "creating urn:pulumi:…". */
  pending: readonly string[];
  /** Full names of the stacks that it refers to, by whatever means. */
  references: readonly string[];
  /** Digest of the whole state: it is another one after any update, edit or import by anybody. */
  version: string;
}

/** Where the state of all stacks is kept. */
export interface Backend {
  /** Whether reading a stack costs next to nothing. */
  isLocal: boolean;
  /** The files beside the state; undefined where there is no way to them. */
  files: StateFiles | undefined;
  list(): Promise<string[]>;
  /** Undefined for a stack that the backend does not know. */
  read(fullName: string): Promise<DeployedStack | undefined>;
}

const deployment = z.object({
  manifest: z.object({ time: z.string() }).partial().optional(),
  resources: z
    .array(
      z.object({
        type: z.string(),
        urn: z.string().optional(),
        id: z.string().optional(),
        protect: z.boolean().optional(),
        external: z.boolean().optional(),
        retainOnDelete: z.boolean().optional(),
        inputs: z.record(z.string(), z.unknown()).optional(),
        outputs: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .nullish(),
  pending_operations: z
    .array(z.object({ resource: z.object({ urn: z.string() }), type: z.string() }))
    .nullish(),
});

/**
 * Opens the backend; a local folder is read directly, since asking the CLI takes a fifth of a second each time, and is
 * freed of what a killed engine left torn in it.
 */
export async function openBackend(
  pulumi: Pulumi,
  folder: string,
  backendUrl: string | undefined,
): Promise<Backend> {
  const stateFolder = backendUrl === undefined ? undefined : localFolder(backendUrl, folder);
  if (stateFolder !== undefined) {
    await Promise.all(
      ["stacks", "locks"].map((kind) => removeTornAttributes(join(stateFolder, ".pulumi", kind))),
    );
    return localBackend(stateFolder);
  }
  return remoteBackend(
    pulumi,
    folder,
    backendUrl?.startsWith("s3://") === true ? s3Files(backendUrl) : undefined,
  );
}

/** Every stack of the backend. */
export async function readAll(backend: Backend): Promise<DeployedStack[]> {
  const stacks = await Promise.all((await backend.list()).map((name) => backend.read(name)));
  return stacks.filter((stack) => stack !== undefined);
}

/**
 * The engine writes a file of attributes beside each file of state, in place: killed in between it leaves an empty one,
 * and from then on every command fails with "EOF". A missing one is fine, also for an engine that is just writing it.
 * https://github.com/google/go-cloud/blob/master/blob/fileblob/attrs.go
 */
async function removeTornAttributes(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true }).catch((): string[] => []);
  for (const name of names.filter((one) => one.endsWith(".attrs"))) {
    const file = join(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (found?.size === 0) await rm(file, { force: true }).catch(() => {});
  }
}

function localBackend(folder: string): Backend {
  const stacksFolder = join(folder, ".pulumi", "stacks");
  return {
    isLocal: true,
    files: localFiles(folder),
    async list() {
      if (!existsSync(stacksFolder)) return [];
      const files = await readdir(stacksFolder, { recursive: true });
      return files
        .map((file) => /^([^/]+)\/(.+)\.json(\.gz)?$/.exec(file.replaceAll("\\", "/")))
        .filter((match) => match !== null)
        .map(([, project, stack]) => `organization/${project}/${stack}`)
        .sort();
    },
    async read(fullName) {
      const [, project = "", stack = ""] = fullName.split("/");
      const plain = join(stacksFolder, project, `${stack}.json`);
      const file = [plain, `${plain}.gz`].find((candidate) => existsSync(candidate));
      if (file === undefined) return undefined;
      const bytes = await readFile(file);
      try {
        const text = file.endsWith(".gz") ? gunzipSync(bytes).toString() : bytes.toString();
        const whole: unknown = JSON.parse(text);
        const { checkpoint } = z
          .object({ checkpoint: z.object({ latest: deployment.nullish() }) })
          .parse(whole);
        return describe(fullName, checkpoint.latest ?? {}, versionOf(whole));
      } catch (error) {
        throw corruptState(fullName, error, [
          `look for its last good state in ${join(folder, ".pulumi", "backups", project, stack)}`,
          `and put it in place of ${file}`,
        ]);
      }
    },
  };
}

function remoteBackend(pulumi: Pulumi, folder: string, files: StateFiles | undefined): Backend {
  // Exporting a stack that does not exist fails in as many ways as there are backends.
  let names: Promise<string[]> | undefined;
  return {
    isLocal: false,
    files,
    list() {
      const listed = askPulumi(pulumi, folder, ["stack", "ls", "--all", "--json"]).then((stacks) =>
        z
          .array(z.object({ name: z.string() }))
          .parse(stacks)
          .map(({ name }) => name),
      );
      names = listed;
      return listed;
    },
    async read(fullName) {
      if (!(await (names ?? this.list())).includes(fullName)) return undefined;
      const exported = await askPulumi(pulumi, folder, ["stack", "export", "--stack", fullName]);
      const parsed = z.object({ deployment }).safeParse(exported);
      if (parsed.success) return describe(fullName, parsed.data.deployment, versionOf(exported));
      throw corruptState(fullName, parsed.error, [
        "bring back its last good state with: pulumi stack import",
      ]);
    },
  };
}

function versionOf(state: unknown): string {
  return digestOf({ state });
}

function describe(fullName: string, state: z.infer<typeof deployment>, version: string): DeployedStack {
  const resources = state.resources ?? [];
  const outputs = resources.find(({ type }) => type === stackType)?.outputs ?? {};
  const metadata = contractMetadata.safeParse(outputs[metadataOutput]);
  return {
    fullName,
    exists: resources.length > 0,
    resources: resources.filter(({ type }) => !/^pulumi:(providers:|pulumi:)/.test(type)).length,
    contents: resources.map((resource) => ({
      type: resource.type,
      name: describeUrn(resource.urn ?? "").name,
      id: resource.id ?? "",
      properties: resource.outputs ?? {},
      isProtected: resource.protect === true,
      isLeft: resource.external === true || resource.retainOnDelete === true,
    })),
    outputs,
    reads: metadata.success ? metadata.data.reads : [],
    updatedAt: state.manifest?.time,
    pending: (state.pending_operations ?? []).map(({ resource, type }) => `${type} ${resource.urn}`),
    references: resources
      .filter(({ type }) => type === referenceType)
      .map(({ inputs, outputs: given }) => String(inputs?.["name"] ?? given?.["name"])),
    version,
  };
}

function corruptState(fullName: string, cause: unknown, remedy: string[]): UserError {
  const reason = cause instanceof z.ZodError ? "it has another form" : (cause as Error).message;
  return new UserError(`the state of ${fullName} is corrupt, expected a Pulumi checkpoint (${reason})`, {
    remedy: remedy.join(" "),
    exitCode: 1,
    cause,
  });
}

function localFolder(backendUrl: string, from: string): string | undefined {
  if (!backendUrl.startsWith("file://")) return undefined;
  const path = backendUrl.slice("file://".length).replace(/\?.*$/, "");
  return path.startsWith("~") ? join(homedir(), path.slice(1)) : resolve(from, path);
}

/** The plain values of outputs with their secrets, for a person who asked to see them. */
export async function revealOutputs(pulumi: Pulumi, stack: StackAddress): Promise<Record<string, unknown>> {
  const args = ["stack", "output", "--json", "--show-secrets", "--stack", stack.fullName];
  return (await askPulumi(pulumi, stack.folder, args)) as Record<string, unknown>;
}

/** Names of the outputs that are secret. */
export function secretOutputs(outputs: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(outputs).filter((key) => isSecretValue(outputs[key]));
}
