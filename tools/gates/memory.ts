import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import { digestGate } from "../fingerprint.ts";
import type { PlanNode } from "../plan.ts";
import type { Workspace } from "../workspace.ts";

/** What is kept of a layer's last gate that did not fail. */
const lastGate = z.object({
  format: z.literal(1),
  /** Version of the stack's state that was looked at. */
  state: z.string(),
  /** Digest of the gate's program. */
  gate: z.string(),
  at: z.string(),
});

/** Whether a stack's gate has not failed since the stack and the gate's program last changed. */
export async function isGated(
  workspace: Workspace,
  node: PlanNode,
  state: string | undefined,
): Promise<boolean> {
  try {
    const kept = lastGate.parse(JSON.parse(await readFile(fileOf(workspace, node), "utf8")));
    return kept.state === state && kept.gate === digestGate(workspace, node);
  } catch {
    // A file that cannot be understood is as good as none.
    return false;
  }
}

/** Keeps that the gate of a stack in this state did not fail. */
export async function rememberGate(workspace: Workspace, node: PlanNode, state: string): Promise<void> {
  const file = fileOf(workspace, node);
  await mkdir(dirname(file), { recursive: true });
  const kept = { format: 1, state, gate: digestGate(workspace, node), at: new Date().toISOString() };
  await writeFileAtomic(file, `${JSON.stringify(kept, null, 1)}\n`);
}

/** Called where a gate failed, so that the next rollout looks again. */
export async function forgetGate(workspace: Workspace, node: PlanNode): Promise<void> {
  await rm(fileOf(workspace, node), { force: true });
}

function fileOf({ stateFolder }: Workspace, { layer, stack }: PlanNode): string {
  return join(stateFolder, "last-gate", `${layer.name}.${stack}.json`);
}
