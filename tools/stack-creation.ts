import type { PlanNode } from "./plan.ts";
import { createStack } from "./pulumi.ts";
import { inventSecrets } from "./rehearsal-workspace.ts";
import type { Workspace } from "./workspace.ts";

/** Makes a stack that the backend does not know yet, and sees to it that a rehearsal's has every secret. */
export async function prepareStack(workspace: Workspace, node: PlanNode, isNew: boolean): Promise<void> {
  const { layer, stack } = node;
  const provider = layer.stacks.get(stack)?.document["secretsprovider"];
  const usable = workspace.kind === "deployed" && typeof provider === "string" ? provider : undefined;
  if (isNew) await createStack(workspace.pulumi, workspace.addressOf(layer, stack), usable);
  if (workspace.kind === "rehearsal") await inventSecrets(workspace, layer, stack);
}
