import { readAll, type DeployedStack } from "./backend.ts";
import { UserError } from "./errors.ts";
import type { PlanNode } from "./plan.ts";
import { describeKept, findKept, unlockingSteps } from "./protection.ts";
import type { Workspace } from "./workspace.ts";

/**
 * Refuses to destroy what a deployed stack still reads, as the stacks themselves recorded it on their last update, and
 * stacks of which something cannot be deleted: the engine would only say so after it has deleted what stands above it.
 *
 * @returns for each node the nodes of this run that must be destroyed before it, because they read it
 * @throws UserError naming every reader that would be left behind and all that is protected; nothing was destroyed
 */
export async function refuseDestroy(
  workspace: Workspace,
  environment: string,
  nodes: readonly PlanNode[],
): Promise<Map<string, string[]>> {
  const deployed = (await readAll(workspace.backend)).filter(({ exists }) => exists);
  const { before, left } = findReaders(workspace, nodes, deployed);
  const kept = findKept(workspace, nodes, deployed);
  const faults: string[] = [];
  const remedies: string[] = [];
  if (left.length > 0) {
    faults.push(`deployed stacks still read what is to be destroyed:\n${left.join("\n")}`);
    remedies.push("destroy the readers first or with it (--with-readers); nothing was changed");
  }
  if (kept.length > 0) {
    faults.push(`what is to be destroyed is protected:\n${kept.map(describeKept).join("\n")}`);
    remedies.push(
      [
        "when it is to go for good, take a last backup and unlock it in this order; nothing was changed",
        ...(await unlockingSteps(workspace, environment, kept)).map(
          (step, index) => `  ${index + 1}. ${step}`,
        ),
      ].join("\n"),
    );
  }
  if (faults.length === 0) return before;
  throw new UserError(faults.join("\n"), { remedy: remedies.join("\n"), exitCode: 1 });
}

function findReaders(
  workspace: Workspace,
  nodes: readonly PlanNode[],
  deployed: readonly DeployedStack[],
): { before: Map<string, string[]>; left: string[] } {
  const idByName = new Map(
    nodes.map(({ id, layer, stack }) => [workspace.addressOf(layer, stack).fullName, id]),
  );
  const before = new Map<string, string[]>();
  const left: string[] = [];
  for (const reader of deployed) {
    for (const { stack, keys } of reader.reads) {
      const id = idByName.get(stack);
      if (id === undefined) continue;
      const own = idByName.get(reader.fullName);
      if (own !== undefined) before.set(id, [...(before.get(id) ?? []), own]);
      else
        left.push(
          `  - ${shortName(stack)} is read by ${shortName(reader.fullName)}: ${keys.join(", ") || "nothing of it"}`,
        );
    }
  }
  return { before, left };
}

function shortName(fullName: string): string {
  return fullName.split("/").slice(1).join("/");
}
