import { z } from "zod";
import { readAll } from "../backend.ts";
import { print } from "../output.ts";
import { selectNodes } from "../plan.ts";
import { openProject, openWorkspace, type ProjectOptions } from "../project.ts";
import { askPulumi } from "../pulumi.ts";
import { printTable } from "../reporters/summary.ts";
import type { Workspace } from "../workspace.ts";
import type { PlanNode } from "../plan.ts";

export interface StatusOptions extends ProjectOptions {
  json?: boolean;
}

interface StackStatus {
  id: string;
  state: "never deployed" | "empty" | "deployed";
  lastResult: string | undefined;
  updatedAt: string | undefined;
  resources: number;
  readBy: string[];
  pending: readonly string[];
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

async function readStatus(workspace: Workspace, nodes: readonly PlanNode[]): Promise<StackStatus[]> {
  const deployed = await readAll(workspace.backend);
  return Promise.all(
    nodes.map(async ({ id, layer, stack }): Promise<StackStatus> => {
      const { fullName, folder } = workspace.addressOf(layer, stack);
      const known = deployed.find((candidate) => candidate.fullName === fullName);
      const readBy = deployed
        .filter(({ exists, reads }) => exists && reads.some((read) => read.stack === fullName))
        .map((reader) => reader.fullName.split("/").slice(1).join("/"));
      const last = known === undefined ? undefined : await readLastUpdate(workspace, folder, fullName);
      return {
        id,
        state: known?.exists === true ? "deployed" : last === undefined ? "never deployed" : "empty",
        lastResult: last,
        updatedAt: last === undefined ? undefined : known?.updatedAt,
        resources: known?.resources ?? 0,
        readBy,
        pending: known?.pending ?? [],
      };
    }),
  );
}

const history = z.array(z.object({ kind: z.string(), result: z.string() }));

async function readLastUpdate(
  workspace: Workspace,
  folder: string,
  fullName: string,
): Promise<string | undefined> {
  const updates = history.parse(
    await askPulumi(workspace.pulumi, folder, [
      ...["stack", "history", "--json", "--page-size", "1", "--page", "1", "--stack", fullName],
    ]),
  );
  const [last] = updates;
  return last === undefined ? undefined : `${last.kind} ${last.result}`;
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
