import { createHash } from "node:crypto";
import { chmod, copyFile, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import { digestOf } from "../shared/contract.ts";
import type { DeployedStack } from "./backend.ts";
import { UserError } from "./errors.ts";
import { compareFingerprints, digestOutputs, fingerprintOwn, upstreamNames } from "./fingerprint.ts";
import type { Plan, PlanNode } from "./plan.ts";
import { exceedingOperations, noteRenamings, type EnginePlan, type Renamings } from "./plan-reconcile.ts";
import { stackNamed, type Workspace } from "./workspace.ts";

const digests = z.record(z.string(), z.string());

const layerPlan = z.object({
  id: z.string(),
  /** The engine's plan, beside the manifest. */
  file: z.string(),
  digest: z.string().describe("SHA-256 of the plan file"),
  program: digests,
  config: z.string(),
  packages: digests,
  engine: z.string(),
  settings: z.string(),
  upstreams: digests.describe("What the upstreams published, as they were deployed, by full stack name"),
  state: z.string().describe('Version of the stack that the plan starts from; "none" for a new one'),
});
type LayerPlan = z.infer<typeof layerPlan>;

/** What manifest.json of a bundle holds. */
const manifest = z.object({
  format: z.literal(1),
  environment: z.string(),
  kind: z.enum(["deployed", "rehearsal"]),
  at: z.string(),
  layers: z.array(layerPlan),
  /** Digest over all the above: a bundle that somebody has edited is no reviewed one. */
  seal: z.string(),
});
type Manifest = z.infer<typeof manifest>;

const manifestName = "manifest.json";

/** Plans of layers in the making. */
export interface BundleWriter {
  /** To be called before a layer's preview starts. */
  begin(workspace: Workspace, node: PlanNode): Promise<void>;
  /** Takes a copy of the plan of a layer whose preview has succeeded. */
  add(node: PlanNode, planFile: string): Promise<void>;
  /** Writes the manifest, which makes it a bundle. */
  finish(kind: Workspace["kind"], environment: string): Promise<void>;
}

/**
 * Starts a bundle in a folder, in place of one that is there.
 *
 * @throws UserError when the folder holds anything else
 */
export async function openBundle(folder: string): Promise<BundleWriter> {
  const there = await readdir(folder).catch((): string[] => []);
  if (there.length > 0 && !there.includes(manifestName)) {
    throw new UserError(`${folder} holds other files, expected a new folder or an earlier plan`, {
      remedy: "name another folder with --save",
    });
  }
  await rm(join(folder, manifestName), { force: true });
  await Promise.all(
    there.filter((name) => name.endsWith(".plan.json")).map((name) => rm(join(folder, name))),
  );
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const begun = new Map<string, Omit<LayerPlan, "file" | "digest">>();
  const layers: LayerPlan[] = [];
  return {
    async begin(workspace, node) {
      begun.set(node.id, await bindingOf(workspace, node));
    },
    async add(node, planFile) {
      const binding = begun.get(node.id);
      if (binding === undefined) throw new Error(`the plan of ${node.id} was never begun`);
      const file = `${node.layer.name}.${node.stack}.plan.json`;
      await copyFile(planFile, join(folder, file));
      await chmod(join(folder, file), 0o600);
      layers.push({ ...binding, file, digest: sha256(await readFile(planFile)) });
    },
    async finish(kind, environment) {
      const content = { format: 1 as const, environment, kind, at: new Date().toISOString(), layers };
      const sealed: Manifest = { ...content, seal: digestOf(content) };
      await writeFileAtomic(join(folder, manifestName), `${JSON.stringify(sealed, null, 2)}\n`, {
        mode: 0o600,
      });
    },
  };
}

/** All that a plan of one layer is bound to, as it is now. */
async function bindingOf(workspace: Workspace, node: PlanNode): Promise<Omit<LayerPlan, "file" | "digest">> {
  const deployed = await workspace.backend.read(workspace.addressOf(node.layer, node.stack).fullName);
  const names = upstreamNames(node, (read) => stackNamed(workspace, read), deployed);
  const upstreams = await Promise.all(
    names.map(async (name) => [name, digestOutputs(await workspace.backend.read(name))] as const),
  );
  const { fingerprint } = fingerprintOwn(workspace, node);
  return {
    ...fingerprint,
    id: node.id,
    upstreams: Object.fromEntries(upstreams),
    state: versionOf(deployed),
  };
}

function versionOf(deployed: DeployedStack | undefined): string {
  return deployed?.exists === true ? deployed.version : "none";
}

/** A reviewed plan for a whole environment. */
export interface Bundle {
  layers: readonly string[];
  /** Whether a layer still starts from where it was reviewed; says what is not so. */
  staleness(workspace: Workspace, node: PlanNode): Promise<string[]>;
  /** What a fresh plan of a layer would do beyond the reviewed one. */
  excess(node: PlanNode, fresh: EnginePlan): Promise<string[]>;
  /** Takes note of a resource that an update has made, whose made-up names its readers will find. */
  made(node: PlanNode, urn: string, inputs: Readonly<Record<string, unknown>>): void;
}

/**
 * Reads a bundle and refuses it where anything that it is bound to has changed. Nothing is written by then.
 *
 * @throws UserError naming all that has changed
 */
export async function readBundle(folder: string, workspace: Workspace, plan: Plan): Promise<Bundle> {
  const { environment, kind, at, layers } = await readManifest(folder);
  const retry = `make and review a new one with: rollout preview --save ${folder}; nothing was changed`;
  const refuse = (faults: string[]): never => {
    throw new UserError(
      `the plan in ${folder} is stale, expected all as it was at its preview (${at}):\n${faults.map((fault) => `  - ${fault}`).join("\n")}`,
      { remedy: retry, exitCode: 1 },
    );
  };
  if (environment !== plan.environment)
    refuse([`it is for environment "${environment}", got "${plan.environment}"`]);
  if (kind !== workspace.kind) refuse([`it is for the ${kind} environment, got a ${workspace.kind}`]);
  const known = new Map(plan.nodes.map((node) => [node.id, node]));
  const own = new Set(
    plan.nodes
      .filter(({ id }) => layers.some((layer) => layer.id === id))
      .map(({ layer, stack }) => workspace.addressOf(layer, stack).fullName),
  );
  const staleness = async (node: PlanNode, planned: LayerPlan): Promise<string[]> => {
    const now = await bindingOf(workspace, node);
    // What this rollout itself publishes is looked at in its turn, by a new preview of the readers.
    const outside = (upstreams: Record<string, string>) =>
      Object.fromEntries(Object.entries(upstreams).filter(([name]) => !own.has(name)));
    const before = { ...planned, upstreams: outside(planned.upstreams) };
    const changed = compareFingerprints(before, { ...now, upstreams: outside(now.upstreams) });
    return [...changed, ...(now.state === planned.state ? [] : ["its stack was changed"])];
  };
  const faults = await Promise.all(
    layers.map(async (planned) => {
      const node = known.get(planned.id);
      if (node === undefined) return [`${planned.id}: it is no layer of "${environment}" any more`];
      return (await staleness(node, planned)).map((fault) => `${planned.id}: ${fault}`);
    }),
  );
  if (faults.flat().length > 0) refuse(faults.flat());
  const find = ({ id }: PlanNode): LayerPlan => {
    const planned = layers.find((layer) => layer.id === id);
    if (planned === undefined) throw new Error(`${id} is not in the plan`);
    return planned;
  };
  const renamings: Renamings = new Map();
  const reviewed = new Map<string, EnginePlan>();
  return {
    layers: layers.map(({ id }) => id),
    staleness: async (_workspace, node) => staleness(node, find(node)),
    async excess(node, fresh) {
      const plan = JSON.parse(await readFile(join(folder, find(node).file), "utf8")) as EnginePlan;
      reviewed.set(node.id, plan);
      return exceedingOperations(plan, fresh, renamings);
    },
    made(node, urn, inputs) {
      const plan = reviewed.get(node.id);
      if (plan !== undefined) noteRenamings(renamings, plan, urn, inputs);
    },
  };
}

async function readManifest(folder: string): Promise<Manifest> {
  const remedy = "make one with: rollout preview --save <folder>";
  let parsed: Manifest;
  try {
    parsed = manifest.parse(JSON.parse(await readFile(join(folder, manifestName), "utf8")));
  } catch (error) {
    throw new UserError(`${resolve(folder)} holds no plan, expected one that rollout preview --save made`, {
      remedy,
      cause: error,
    });
  }
  const { seal, ...content } = parsed;
  const changed = seal === digestOf(content) ? [] : [manifestName];
  for (const { file, digest } of parsed.layers) {
    const bytes = await readFile(join(folder, file)).catch(() => undefined);
    if (bytes === undefined || sha256(bytes) !== digest) changed.push(file);
  }
  if (changed.length > 0) {
    throw new UserError(`the plan in ${folder} was changed after its preview: ${changed.join(", ")}`, {
      remedy,
      exitCode: 1,
    });
  }
  return parsed;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
