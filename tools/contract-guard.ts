import { contractMetadata, metadataOutput, type Contract } from "../shared/contract.ts";
import {
  compareShapes,
  describeShape,
  recordedOutputs,
  type BreakKind,
  type ContractBreak,
  type OutputShape,
} from "../shared/contract-shape.ts";
import { readAll, secretOutputs, type DeployedStack } from "./backend.ts";
import { UserError } from "./errors.ts";
import type { PlanNode } from "./plan.ts";
import type { Workspace } from "./workspace.ts";

/** What is taken whatever the values are; where less is promised of them, it is for `refuseUntaken` to look at them. */
const refusedKinds: readonly BreakKind[] = ["removed", "renamed", "retyped", "secrecy"];

/**
 * Refuses to take from deployed stacks what they have read on their last update, as they recorded it themselves:
 * the contracts as they are now are compared with what the deployed stacks were published with. A field goes once no
 * deployed stack reads it.
 *
 * @throws UserError naming every field and its readers; nothing was started
 */
export async function refuseBreaks(workspace: Workspace, nodes: readonly PlanNode[]): Promise<void> {
  const broken = await Promise.all(
    nodes.map(async ({ layer, stack }) => {
      const { fullName } = workspace.addressOf(layer, stack);
      const deployed = layer.contract && (await workspace.backend.read(fullName));
      const breaks = layer.contract && deployed?.exists === true ? breaksOf(deployed, layer.contract) : [];
      return breaks.map((change) => ({ fullName, change }));
    }),
  );
  const changes = broken.flat();
  if (changes.length === 0) return;
  const stacks = (await readAll(workspace.backend)).filter(({ exists }) => exists);
  const readers = new Set<string>();
  const lines = changes.flatMap(({ fullName, change }) => {
    const reading = stacks
      .filter(({ reads }) =>
        reads.some(({ stack, keys }) => stack === fullName && keys.includes(change.output)),
      )
      .map((reader) => shortName(reader.fullName));
    reading.forEach((reader) => readers.add(reader));
    if (reading.length === 0) return [];
    return [`  - "${change.path}" of ${shortName(fullName)} ${change.detail}: read by ${reading.join(", ")}`];
  });
  if (lines.length === 0) return;
  throw new UserError(`deployed stacks still read what would change under them:\n${lines.join("\n")}`, {
    remedy:
      "publish the old beside the new, change the readers and bring them up " +
      `(rollout up ${[...readers].join(" ")}), then take the old away; nothing was changed`,
    exitCode: 1,
  });
}

/** What an update under a contract would take from the readers of a deployed stack. */
export function breaksOf(deployed: Pick<DeployedStack, "outputs">, contract: Contract): ContractBreak[] {
  const metadata = contractMetadata.safeParse(deployed.outputs[metadataOutput]);
  if (!metadata.success) return [];
  const { layer } = contract;
  const after = describeShape(contract);
  const recorded = recordedOutputs.read(metadata.data.shape ?? "");
  const before = recorded ?? outputsSeen(deployed, metadata.data.keys, after.outputs);
  return compareShapes({ layer, outputs: before }, after).breaks.filter(({ kind }) =>
    refusedKinds.includes(kind),
  );
}

/** Of a stack published by an older program only names and secrecy are known. */
function outputsSeen(
  { outputs }: Pick<DeployedStack, "outputs">,
  keys: readonly string[],
  now: Readonly<Record<string, OutputShape>>,
): Record<string, OutputShape> {
  const secrets = secretOutputs(outputs);
  return Object.fromEntries(
    keys.map((key): [string, OutputShape] => {
      const { schema, optional } = now[key] ?? { schema: { unknown: true }, optional: false };
      return [key, { schema, optional, secret: secrets.includes(key) }];
    }),
  );
}

function shortName(fullName: string): string {
  return fullName.split("/").slice(1).join("/");
}
