import { randomUUID } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { metadataOutput, secretDigestOutput } from "../shared/contract.ts";
import type { PlannedOutputs } from "../shared/planned-outputs.ts";
import { revealOutputs, secretOutputs } from "./backend.ts";
import { isSecretValue, unknownSentinel } from "./engine-events.ts";
import { runLayer, type LayerRun } from "./layer-run.ts";
import { readsOf, type PlanNode } from "./plan.ts";
import type { BundleWriter } from "./plan-bundle.ts";
import { stackPlan, type EnginePlan } from "./plan-reconcile.ts";
import { copyProject } from "./project-copy.ts";
import { prepareStack } from "./stack-creation.ts";
import { stackNamed, type Workspace } from "./workspace.ts";

/** What the layers previewed so far would publish, for the previews of their readers. */
export interface Previews {
  /** Holds plans and planned outputs; private, since outputs may be secret. */
  folder: string;
  known: Set<string>;
  /** By full stack name; "unchanged" where readers can read the deployed outputs. */
  planned: Map<string, PlannedOutputs[string] | "unchanged">;
  /** Where the plans are kept for a later up. */
  bundle: BundleWriter | undefined;
  close(): Promise<void>;
}

export async function openPreviews(
  workspace: Workspace,
  bundle: BundleWriter | undefined,
): Promise<Previews> {
  const folder = join(workspace.stateFolder, `planned-${randomUUID()}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return {
    folder,
    known: new Set(await workspace.backend.list()),
    planned: new Map(),
    bundle,
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Previews one layer on top of what its upstreams would publish, and keeps what it would publish itself. */
export async function previewLayer(run: LayerRun, previews: Previews): Promise<"succeeded" | "failed"> {
  const { node } = run;
  await previews.bundle?.begin(run.workspace, node);
  const isNew = !previews.known.has(run.workspace.addressOf(node.layer, node.stack).fullName);
  // A preview changes nothing: the real backend does not even get an empty stack.
  const isScratch = isNew && run.workspace.kind === "deployed";
  const workspace = isScratch ? await openScratch(run.workspace, node, previews) : run.workspace;
  await prepareStack(workspace, node, isNew);

  const file = (kind: string) => join(previews.folder, `${node.layer.name}.${node.stack}.${kind}.json`);
  const plannedOutputsFile = file("upstreams");
  const upstreams = await upstreamsOf(run, previews, isScratch);
  await writeFile(plannedOutputsFile, JSON.stringify(upstreams), { mode: 0o600 });
  const planFile = file("plan");
  try {
    const result = await runLayer({
      ...run,
      workspace,
      planFile,
      ...(Object.keys(upstreams).length > 0 && { plannedOutputsFile }),
    });
    if (result === "succeeded") {
      await previews.bundle?.add(node, planFile);
      const { fullName } = run.workspace.addressOf(node.layer, node.stack);
      previews.planned.set(fullName, await readPlan(run, planFile));
    }
    return result;
  } finally {
    await rm(plannedOutputsFile, { force: true });
    await rm(planFile, { force: true });
  }
}

/** A backend of its own for stacks that the real one does not have yet. */
async function openScratch(workspace: Workspace, node: PlanNode, previews: Previews): Promise<Workspace> {
  const projects = join(previews.folder, "projects");
  const state = join(previews.folder, "state");
  await mkdir(state, { recursive: true });
  await copyProject(node.layer, projects, "with secrets");
  const { document, secretPaths } = node.layer.stacks.get(node.stack) ?? { document: {}, secretPaths: [] };
  const isEncrypted = secretPaths.length > 0 || "encryptionsalt" in document || "secretsprovider" in document;
  return {
    ...workspace,
    pulumi: {
      ...workspace.pulumi,
      env: {
        ...workspace.pulumi.env,
        PULUMI_BACKEND_URL: `file://${state}`,
        ...(!isEncrypted && { PULUMI_CONFIG_PASSPHRASE: "preview" }),
      },
    },
    addressOf: (layer, stack) => ({
      fullName: `organization/${layer.name}/${stack}`,
      folder: join(projects, layer.name),
    }),
  };
}

async function upstreamsOf(
  { workspace, node }: LayerRun,
  previews: Previews,
  isScratch: boolean,
): Promise<PlannedOutputs> {
  const upstreams: PlannedOutputs = {};
  for (const read of readsOf(node.layer, node.stack)) {
    const fullName = stackNamed(workspace, read);
    const planned = previews.planned.get(fullName);
    const deployed =
      planned === undefined || planned === "unchanged" ? await readDeployed(workspace, read) : undefined;
    if (planned !== undefined && planned !== "unchanged") upstreams[seenName(fullName, isScratch)] = planned;
    else if (deployed === undefined) upstreams[seenName(fullName, isScratch)] = { secrets: [] };
    else if (isScratch) upstreams[seenName(fullName, isScratch)] = await deployed();
  }
  return upstreams;
}

/** Programs in the scratch backend see its one organization. */
function seenName(fullName: string, isScratch: boolean): string {
  return isScratch ? fullName.replace(/^[^/]+/, "organization") : fullName;
}

/** How to get the outputs of a deployed upstream; undefined where it is not deployed. */
async function readDeployed(
  workspace: Workspace,
  read: { layer: string; stack: string },
): Promise<(() => Promise<PlannedOutputs[string]>) | undefined> {
  const fullName = stackNamed(workspace, read);
  const deployed = await workspace.backend.read(fullName);
  if (deployed === undefined || !(metadataOutput in deployed.outputs)) return undefined;
  return async () => {
    const secrets = secretOutputs(deployed.outputs).filter(isPublished);
    const values =
      secrets.length === 0
        ? deployed.outputs
        : await revealOutputs(workspace.pulumi, { fullName, folder: workspace.repository.root });
    const outputs = Object.fromEntries(Object.entries(values).filter(([key]) => isPublished(key)));
    return { outputs, secrets };
  };
}

function isPublished(key: string): boolean {
  return key !== metadataOutput && key !== secretDigestOutput;
}

async function readPlan(
  { workspace, node }: LayerRun,
  planFile: string,
): Promise<PlannedOutputs[string] | "unchanged"> {
  const { state = {}, goal } = stackPlan(JSON.parse(await readFile(planFile, "utf8")) as EnginePlan) ?? {};
  const diff = goal?.outputDiff ?? {};
  const changed = [
    ...Object.keys(diff.adds ?? {}),
    ...Object.keys(diff.updates ?? {}),
    ...(diff.deletes ?? []),
  ];
  if (!changed.some(isPublished)) return "unchanged";

  const secrets = secretOutputs(state).filter(isPublished);
  // The plan holds secrets encrypted: an unchanged one is taken from the state, a changed one counts as unknown.
  const kept = secrets.filter((key) => !changed.includes(key));
  const revealed =
    kept.length === 0
      ? {}
      : await revealOutputs(workspace.pulumi, workspace.addressOf(node.layer, node.stack));
  const outputs = Object.fromEntries(
    Object.entries(state)
      .filter(([key]) => isPublished(key))
      .map(([key, value]) => [
        key,
        isSecretValue(value) ? (kept.includes(key) ? revealed[key] : unknownSentinel) : value,
      ]),
  );
  return { outputs, secrets };
}
