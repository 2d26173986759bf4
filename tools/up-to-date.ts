import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import type { DeployedStack } from "./backend.ts";
import {
  compareFingerprints,
  digestOutputs,
  fingerprintOwn,
  upstreamNames,
  type Fingerprint,
} from "./fingerprint.ts";
import type { PlanNode } from "./plan.ts";
import { stackNamed, type Workspace } from "./workspace.ts";

const digests = z.record(z.string(), z.string());

/** What is kept of a layer's last successful update through the tool. */
const lastUp = z.object({
  format: z.literal(1),
  fingerprint: z.object({
    program: digests,
    config: z.string(),
    packages: digests,
    engine: z.string(),
    settings: z.string(),
    upstreams: digests,
  }),
  /** Version of the stack's state that it left. */
  state: z.string(),
  at: z.string(),
});
export type LastUp = z.infer<typeof lastUp>;

/** What is known of a layer at its turn. */
export interface Standing {
  fingerprint: Fingerprint;
  deployed: DeployedStack | undefined;
  /** Why an update might change something; empty when it is proven that it would not. */
  reasons: string[];
  /** When its last update through the tool ended. */
  since: string | undefined;
}

/**
 * Compares a layer with its last successful update through the tool. It is up to date only where all that decides
 * what an update does is as it was then, and nobody has touched its stack since; whatever is unsure is a reason.
 * What changes in AWS itself is drift, which only a refresh can tell.
 */
export async function standingOf(workspace: Workspace, node: PlanNode): Promise<Standing> {
  const deployed = await workspace.backend.read(workspace.addressOf(node.layer, node.stack).fullName);
  const { fingerprint: own, unsure } = fingerprintOwn(workspace, node);
  const names = upstreamNames(node, (read) => stackNamed(workspace, read), deployed);
  const upstreams = await Promise.all(
    names.map(async (name) => [name, digestOutputs(await workspace.backend.read(name))] as const),
  );
  const fingerprint = { ...own, upstreams: Object.fromEntries(upstreams) };
  const last = await readLastUp(workspace, node);
  return { fingerprint, deployed, since: last?.at, reasons: reasonsToRun() };

  function reasonsToRun(): string[] {
    if (deployed?.exists !== true) return ["it is not deployed"];
    if (last === undefined) return ["its last update was not a successful one through the tool"];
    return [
      ...(deployed.version === last.state ? [] : ["its stack was changed since by something else"]),
      ...(deployed.pending.length === 0 ? [] : ["its stack has pending operations"]),
      ...compareFingerprints(last.fingerprint, fingerprint),
      ...unsure,
    ];
  }
}

/** Keeps a successful update, with what was known before it started. */
export async function rememberUp(
  workspace: Workspace,
  node: PlanNode,
  fingerprint: Fingerprint,
): Promise<void> {
  const { fullName } = workspace.addressOf(node.layer, node.stack);
  if (!workspace.backend.isLocal) await workspace.backend.list();
  const deployed = await workspace.backend.read(fullName);
  if (deployed?.exists !== true) return;
  // References that only this update has added have no digest from before it.
  const known = deployed.references.every((name) => name in fingerprint.upstreams);
  if (!known) return;
  const kept: LastUp = { format: 1, fingerprint, state: deployed.version, at: new Date().toISOString() };
  const file = fileOf(workspace, node);
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, `${JSON.stringify(kept, null, 1)}\n`);
}

/** Called before anything is done to a stack, so that what is half done never counts as done. */
export async function forgetUp(workspace: Workspace, node: PlanNode): Promise<void> {
  await rm(fileOf(workspace, node), { force: true });
}

/** A file that cannot be understood is as good as none. */
async function readLastUp(workspace: Workspace, node: PlanNode): Promise<LastUp | undefined> {
  try {
    return lastUp.parse(JSON.parse(await readFile(fileOf(workspace, node), "utf8")));
  } catch {
    return undefined;
  }
}

function fileOf({ stateFolder }: Workspace, { layer, stack }: PlanNode): string {
  return join(stateFolder, "last-up", `${layer.name}.${stack}.json`);
}
