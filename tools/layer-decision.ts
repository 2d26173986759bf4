import { changedReads, type Affected } from "./affected.ts";
import type { Fingerprint } from "./fingerprint.ts";
import type { PlanNode } from "./plan.ts";
import { standingOf } from "./up-to-date.ts";
import type { Workspace } from "./workspace.ts";

/** What a person asked for that bears on which layers run. */
export interface RunWishes {
  force: boolean;
  refresh: boolean;
  affected: Affected | undefined;
}

/** Whether a layer's update is started, decided when its turn comes. */
export interface Decision {
  /** Empty where it is not. */
  reasons: readonly string[];
  /** When the update ended that has left it up to date. */
  since: string | undefined;
  fingerprint: Fingerprint;
  /** Outputs of the deployed stack, as the engine writes them. */
  outputs: Readonly<Record<string, unknown>>;
  resources: number;
}

/** Decides whether a layer's update has to run. */
export async function decideUp(workspace: Workspace, node: PlanNode, wishes: RunWishes): Promise<Decision> {
  const { fingerprint, deployed, reasons, since } = await standingOf(workspace, node);
  const kept = {
    fingerprint,
    since,
    outputs: deployed?.outputs ?? {},
    resources: deployed?.resources ?? 0,
  };
  if (wishes.force) return { ...kept, reasons: ["--force says so"] };
  if (wishes.refresh) return { ...kept, reasons: ["--refresh says so"] };
  if (wishes.affected === undefined || reasons.length === 0) return { ...kept, reasons };
  const given = wishes.affected.reasons.get(node.id);
  // It is here because it reads what runs: only other outputs can concern it.
  return { ...kept, reasons: given ?? (await changedReads(workspace.backend, deployed)) };
}
