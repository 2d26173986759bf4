import { z } from "zod";
import { readAll } from "./backend.ts";
import type { PlanNode } from "./plan.ts";
import { askPulumi } from "./pulumi.ts";
import type { Workspace } from "./workspace.ts";

/** What `rollout status --json` prints: one for each stack. A field may be added; none goes or changes its meaning. */
export const stackStatus = z.strictObject({
  id: z.string().describe("<layer>/<stack>"),
  state: z.enum(["never deployed", "empty", "deployed"]),
  lastResult: z.string().optional().describe('How the last update ended, such as "update succeeded"'),
  updatedAt: z.string().optional().describe("When the state was last written"),
  resources: z.int().min(0),
  readBy: z.array(z.string()).describe("<layer>/<stack> of the deployed stacks that read it"),
  pending: z.array(z.string()).describe("Operations that a killed update left open"),
});
export type StackStatus = z.infer<typeof stackStatus>;

/** What is deployed, since when, how its last update ended and who reads it. */
export async function readStatus(workspace: Workspace, nodes: readonly PlanNode[]): Promise<StackStatus[]> {
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
        ...(last !== undefined && { lastResult: last }),
        ...(last !== undefined && known?.updatedAt !== undefined && { updatedAt: known.updatedAt }),
        resources: known?.resources ?? 0,
        readBy,
        pending: [...(known?.pending ?? [])],
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
