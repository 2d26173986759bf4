import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { z } from "zod";
import type { CommonConfig } from "../../shared/config-schema.ts";
import type { LayerNeeds, Needs } from "../../shared/needs.ts";
import type { QuotaName } from "../../shared/quotas.ts";
import { readGateConfig } from "../gates/load.ts";
import type { PlanNode } from "../plan.ts";

/** What one stack needs, and where. */
export interface StackNeeds {
  id: string;
  accountId: string;
  region: string;
  /** Whether it is there already, so that what it uses is used. */
  isDeployed: boolean;
  needs: LayerNeeds;
}

/** What the stacks of an environment need. By convention a layer's needs are the default export of its needs.ts. */
export async function collectNeeds(
  nodes: readonly PlanNode[],
  isDeployed: (node: PlanNode) => boolean,
): Promise<StackNeeds[]> {
  const all = await Promise.all(
    nodes.map(async (node): Promise<StackNeeds[]> => {
      const file = join(node.layer.folder, "needs.ts");
      if (!existsSync(file)) return [];
      const { default: declared } = (await import(pathToFileURL(file).href)) as {
        default: Needs<z.ZodType<CommonConfig>>;
      };
      const config = readGateConfig(declared, node.layer, node.stack);
      const { accountId, region } = config;
      return [{ id: node.id, accountId, region, isDeployed: isDeployed(node), needs: declared.of(config) }];
    }),
  );
  return all.flat();
}

/** How much of one quota an environment uses in a region, and how much of that is still to come. */
export interface QuotaUse {
  region: string;
  quota: QuotaName;
  total: number;
  toCome: number;
}

/** Adds up what all stacks use of each quota. */
export function sumQuotas(stacks: readonly StackNeeds[]): QuotaUse[] {
  const uses = new Map<string, QuotaUse>();
  for (const { region, isDeployed, needs } of stacks) {
    for (const [name, count] of Object.entries(needs.quotas ?? {})) {
      if (count === 0) continue;
      const quota = name as QuotaName;
      const use = uses.get(`${region} ${quota}`) ?? { region, quota, total: 0, toCome: 0 };
      use.total += count;
      if (!isDeployed) use.toCome += count;
      uses.set(`${region} ${quota}`, use);
    }
  }
  return [...uses.values()];
}
