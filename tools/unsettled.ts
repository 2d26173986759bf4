import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { DeployedStack } from "./backend.ts";
import { describeUrn } from "./engine-events.ts";
import { UserError } from "./errors.ts";
import type { Verb } from "./events.ts";
import type { EarlierRollout } from "./journal.ts";
import type { PlanNode } from "./plan.ts";
import { describeOwner, stateOf } from "./process-owner.ts";
import { endSession } from "./process-session.ts";
import { unlockStack } from "./pulumi.ts";
import { readStackLocks } from "./stack-locks.ts";
import type { Workspace } from "./workspace.ts";

const pollMilliseconds = 500;

/**
 * Makes sure that nothing unsettled is left of an earlier update of a stack: waits for the engine of a killed rollout
 * that still runs, and unlocks what a dead one of ours has locked.
 *
 * @throws UserError for what a person has to decide: a lock of somebody else's, a creation of which nobody knows the end
 */
export async function settle(
  workspace: Workspace,
  node: PlanNode,
  verb: Verb,
  earlier: EarlierRollout | undefined,
  note: (message: string) => void,
): Promise<void> {
  const { fullName } = workspace.addressOf(node.layer, node.stack);
  const engine = earlier?.engines.get(node.id);
  if (engine !== undefined) {
    await waitForEngine({ host: hostname(), ...engine }, note);
    endSession(engine.pid, "pulumi");
  }

  for (const { owner, state } of await readStackLocks(workspace.backend, fullName)) {
    if (state === "gone" && owner.pid === engine?.pid) {
      note(`unlocked: process ${owner.pid} of the rollout that was killed had locked it and is gone`);
      await unlockStack(workspace.pulumi, workspace.addressOf(node.layer, node.stack));
    } else {
      throw new UserError(
        state === "gone"
          ? `the stack is locked by ${describeOwner(owner)}, which was killed`
          : `the stack is locked by ${describeOwner(owner)}${state === "running" ? ", which still runs" : ""}`,
        {
          remedy:
            state === "running"
              ? "wait until that update has ended"
              : `when nobody updates it, unlock it with: rollout repair ${node.id} (or: pulumi cancel --stack ${fullName})`,
          exitCode: 1,
        },
      );
    }
  }
  if (verb === "up") refusePendingCreates(node, await workspace.backend.read(fullName));
}

async function waitForEngine(
  engine: { host: string; pid: number; born?: string | undefined },
  note: (message: string) => void,
): Promise<void> {
  const isRunning = (): boolean => stateOf(engine) === "running";
  if (!isRunning()) return;
  note(
    `waiting for the engine of the rollout that was killed (process ${engine.pid}), which still works on it`,
  );
  while (isRunning()) await sleep(pollMilliseconds);
}

/** "creating urn:…" as the engine writes it, for a person. */
export function describePending(operation: string): string {
  const [what = "", urn = ""] = operation.split(" ");
  const { type, name } = describeUrn(urn);
  return `${what} ${type} ${name}`;
}

/** Updates and deletes are settled by the next update; a creation of which nobody knows the end could be made twice. */
function refusePendingCreates(node: PlanNode, deployed: DeployedStack | undefined): void {
  const creates = (deployed?.pending ?? []).filter((operation) => operation.startsWith("creating "));
  if (creates.length === 0) return;
  throw new UserError(
    [
      "an update of it was killed while it made these, and nobody knows whether they exist:",
      ...creates.map((operation) => `  - ${describePending(operation)}`),
    ].join("\n"),
    { remedy: repairAdvice(node.id), exitCode: 1 },
  );
}

/** What to do about creations of which nobody knows the end. */
export function repairAdvice(id: string): string {
  return `look for them in AWS; adopt what exists with: rollout repair ${id} --adopt <urn>=<id>, and drop the rest with: rollout repair ${id}`;
}
