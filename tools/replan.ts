import { randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "./errors.ts";
import type { LayerRun } from "./layer-run.ts";
import type { Bundle } from "./plan-bundle.ts";
import type { EnginePlan } from "./plan-reconcile.ts";
import { runOperation } from "./pulumi.ts";

/**
 * Plans a layer anew, on what its upstreams really publish now, and refuses it where that exceeds the reviewed plan.
 *
 * @returns the new plan, which has no planned outputs of upstreams in it
 * @throws UserError naming what exceeds the review
 */
export async function replan(run: LayerRun, reviewed: Bundle): Promise<EnginePlan> {
  const { workspace, node } = run;
  const remedy = "make and review a new plan with: rollout preview --save";
  const stale = await reviewed.staleness(workspace, node);
  if (stale.length > 0) refuse("its plan has become stale", stale, remedy);
  const plan = await planNow(run, remedy);
  const excess = await reviewed.excess(node, plan);
  if (excess.length > 0) refuse("it would do more than was reviewed", excess, remedy);
  return plan;
}

/**
 * What an update of a layer would do if it started now.
 *
 * @throws UserError with what its preview fails of
 */
export async function planNow(
  { workspace, node, interrupts, emit }: LayerRun,
  remedy?: string,
): Promise<EnginePlan> {
  const planFile = join(workspace.stateFolder, `plan-${randomUUID()}.json`);
  const faults: string[] = [];
  let untrack: (() => void) | undefined;
  const { exitCode, stderr } = await runOperation(workspace.pulumi, {
    verb: "preview",
    stack: workspace.addressOf(node.layer, node.stack),
    log: join(workspace.stateFolder, "logs", `${node.layer.name}.${node.stack}.replan.jsonl`),
    onEvent: ({ diagnosticEvent }) => {
      if (diagnosticEvent?.severity === "error") faults.push(diagnosticEvent.message.trim());
    },
    onProcess: (cancel, pid) => {
      if (pid !== undefined) emit({ type: "engine-started", id: node.id, pid });
      untrack?.();
      untrack = cancel === undefined ? undefined : interrupts.track(cancel);
    },
    planFile,
  });
  try {
    if (exitCode !== 0)
      refuse("its new preview failed", faults.length > 0 ? faults : [stderr.trim()], remedy);
    return JSON.parse(await readFile(planFile, "utf8")) as EnginePlan;
  } finally {
    await rm(planFile, { force: true });
  }
}

function refuse(what: string, faults: readonly string[], remedy: string | undefined): never {
  throw new UserError(
    [`${what}, so nothing of this layer was changed:`, ...faults.map((fault) => `  - ${fault}`)].join("\n"),
    { ...(remedy !== undefined && { remedy }), exitCode: 1 },
  );
}
