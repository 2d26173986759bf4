import { print } from "../output.ts";
import { selectNodes } from "../plan.ts";
import { openProject, openWorkspace, type ProjectOptions } from "../project.ts";
import { printTable } from "../reporters/summary.ts";
import { readStatus, type StackStatus } from "../stack-status.ts";

export interface StatusOptions extends ProjectOptions {
  json?: boolean;
}

/** `rollout status`: what is deployed, since when, how its last update ended and who reads it. */
export async function status(names: readonly string[], options: StatusOptions): Promise<number> {
  const project = await openProject(options);
  const nodes = selectNodes(project.plan, { names, includeShared: true });
  const workspace = await openWorkspace(project, options, "read");
  try {
    const rows = await readStatus(workspace, nodes);
    if (options.json === true) print(JSON.stringify(rows, null, 2));
    else printStatus(rows);
    return 0;
  } finally {
    await workspace.close();
  }
}

function printStatus(rows: readonly StackStatus[]): void {
  printTable([
    ["stack", "state", "last result", "at", "resources", "read by"],
    ...rows.map(({ id, state, lastResult, updatedAt, resources, readBy }) => [
      id,
      state,
      lastResult ?? "-",
      updatedAt?.replace(/\..*$/, "Z") ?? "-",
      String(resources),
      readBy.join(", ") || "-",
    ]),
  ]);
  for (const { id, pending } of rows) {
    if (pending.length === 0) continue;
    print(`\n${id} was interrupted and has pending operations, which the next update settles or refuses:`);
    pending.forEach((operation) => print(`  - ${operation}`));
  }
}
