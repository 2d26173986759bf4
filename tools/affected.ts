import { existsSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { contractMetadata, metadataOutput } from "../shared/contract.ts";
import { secretOutputs, type Backend, type DeployedStack } from "./backend.ts";
import { isBesideProgram, lockfilesAbove, traceLayer } from "./fingerprint.ts";
import { changesSince } from "./git-changes.ts";
import type { Repository } from "./layers.ts";
import { selectNodes, type Plan, type PlanNode } from "./plan.ts";
import { traceSources } from "./source-graph.ts";
import type { Workspace } from "./workspace.ts";

/** The layers that changes may concern, and why; those without a reason only read one that has. */
export interface Affected {
  since: string;
  nodes: PlanNode[];
  /** By node. */
  reasons: ReadonlyMap<string, readonly string[]>;
}

/**
 * The layers whose program, configuration or packages changed since a revision, those whose upstreams publish other
 * values than they have read, and all readers of these: whether they have to run shows when their turn comes.
 */
export async function findAffected(
  workspace: Workspace,
  plan: Plan,
  nodes: readonly PlanNode[],
  options: { since: string | undefined; blueprint: string | undefined },
): Promise<Affected> {
  const { since, files } = await changesSince(workspace.repository.root, options.since);
  const reasons = new Map<string, string[]>();
  for (const node of nodes) {
    const { fullName } = workspace.addressOf(node.layer, node.stack);
    const found = [
      ...reasonsFromFiles(workspace.repository, node, files, options.blueprint),
      ...(await changedReads(workspace.backend, await workspace.backend.read(fullName))),
    ];
    if (found.length > 0) reasons.set(node.id, found);
  }
  const names = [...reasons.keys()];
  const reached =
    names.length === 0 ? [] : selectNodes(plan, { names, withReaders: true, includeShared: true });
  const ids = new Set(reached.map(({ id }) => id));
  return { since, reasons, nodes: nodes.filter(({ id }) => ids.has(id)) };
}

/** What of these changed files an update of a stack depends on. */
export function reasonsFromFiles(
  { root, settings }: Pick<Repository, "root" | "settings">,
  { layer, stack }: Pick<PlanNode, "layer" | "stack">,
  changed: readonly string[],
  blueprint?: string,
): string[] {
  const { files, absent, unsure } = traceLayer(layer);
  const program = new Set([...files, ...absent]);
  const stackFile = layer.stacks.get(stack)?.file;
  const packages = new Set([...lockfilesAbove(layer.folder), join(root, "package.json")]);
  const blueprintFile = join(root, settings.blueprints, `${blueprint}.ts`);
  const blueprintFiles = new Set(
    blueprint === undefined || !existsSync(blueprintFile) ? [] : traceSources("", [blueprintFile]).files,
  );
  const concerns = (file: string): boolean => {
    if (packages.has(file) || file === stackFile || blueprintFiles.has(file)) return true;
    if (/^Pulumi\..+\.yaml$/.test(basename(file)) || isBesideProgram(layer.folder, file)) return false;
    // A file that is gone is no part of the program any more, and its folder tells whose it was.
    return program.has(file) || file.startsWith(`${layer.folder}/`);
  };
  return [
    ...changed.filter(concerns).map((file) => `${relative(root, file)} changed`),
    ...unsure.map((reason) => reason.replaceAll(`${root}/`, "")),
  ];
}

/** Upstreams that publish other values than a deployed stack has read on its last update. */
export async function changedReads(backend: Backend, deployed: DeployedStack | undefined): Promise<string[]> {
  if (deployed?.exists !== true) return ["it is not deployed"];
  const reasons = await Promise.all(
    deployed.reads.map(async ({ stack, digest, keys }) => {
      const short = stack.split("/").slice(1).join("/");
      const upstream = await backend.read(stack);
      const metadata = contractMetadata.safeParse(upstream?.outputs[metadataOutput]);
      if (!metadata.success || metadata.data.digest !== digest) return [`the outputs of ${short} changed`];
      const secret = secretOutputs(upstream?.outputs ?? {}).some((key) => keys.includes(key));
      const isNewer = (upstream?.updatedAt ?? "") > (deployed.updatedAt ?? "");
      return secret && isNewer ? [`a secret of ${short} may have changed`] : [];
    }),
  );
  return reasons.flat();
}
