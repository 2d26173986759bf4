import { readAll } from "./backend.ts";
import { UserError } from "./errors.ts";
import type { PlanNode } from "./plan.ts";
import type { Workspace } from "./workspace.ts";

/**
 * Refuses to destroy what a deployed stack still reads, as the stacks themselves recorded it on their last update.
 *
 * @returns for each node the nodes of this run that must be destroyed before it, because they read it
 * @throws UserError naming every reader that would be left behind
 */
export async function refuseWithReaders(
  workspace: Workspace,
  nodes: readonly PlanNode[],
): Promise<Map<string, string[]>> {
  const deployed = (await readAll(workspace.backend)).filter(({ exists }) => exists);
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
  if (left.length === 0) return before;
  throw new UserError(`deployed stacks still read what is to be destroyed:\n${left.join("\n")}`, {
    remedy: "destroy the readers first or with it (--with-readers); nothing was changed",
    exitCode: 1,
  });
}

function shortName(fullName: string): string {
  return fullName.split("/").slice(1).join("/");
}
