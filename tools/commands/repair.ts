import { environmentLockPlace, readHolder } from "../environment-lock.ts";
import { UserError } from "../errors.ts";
import { ask, isTerminal, print } from "../output.ts";
import { selectNodes, type PlanNode } from "../plan.ts";
import { describeOwner, stateOf } from "../process-owner.ts";
import { openProject, openWorkspace, type ProjectOptions } from "../project.ts";
import { clearPending, unlockStack } from "../pulumi.ts";
import { readStackLocks } from "../stack-locks.ts";
import { describePending } from "../unsettled.ts";
import type { Workspace } from "../workspace.ts";

export interface RepairOptions extends ProjectOptions {
  yes?: boolean;
  force?: boolean;
  adopt: string[];
}

/** One thing to put right. */
interface Repair {
  /** What was found. */
  found: string;
  /** What is going to be done about it. */
  action: string;
  run: () => Promise<void>;
}

/** `rollout repair`: shows what killed updates left and, once confirmed, puts it right by the engine's own commands. */
export async function repair(names: readonly string[], options: RepairOptions): Promise<number> {
  const project = await openProject(options);
  const nodes = selectNodes(project.plan, { names, includeShared: true });
  const adopted = parseAdopted(options.adopt);
  const workspace = await openWorkspace(project, options);
  try {
    const { environment } = project.plan;
    const { repairs, left } = await findRepairs(
      workspace,
      environment,
      nodes,
      options.force ?? false,
      adopted,
    );
    [...left, ...repairs.map(({ found, action }) => `${found}\n  repair: ${action}`)].forEach(print);
    if (repairs.length === 0) {
      if (left.length === 0) print(`nothing is left of killed updates in "${environment}"`);
      return left.length === 0 ? 0 : 1;
    }
    await confirm(options);
    for (const { action, run } of repairs) {
      await run();
      print(`done: ${action}`);
    }
    return left.length === 0 ? 0 : 1;
  } finally {
    await workspace.close();
  }
}

async function findRepairs(
  workspace: Workspace,
  environment: string,
  nodes: readonly PlanNode[],
  force: boolean,
  adopted: ReadonlyMap<string, string>,
): Promise<{ repairs: Repair[]; left: string[] }> {
  const repairs: Repair[] = [];
  const left: string[] = [];
  const takeLock = (found: string, state: string, action: string, run: () => Promise<void>): void => {
    if (state === "gone" || (state === "unknown" && force)) repairs.push({ found, action, run });
    else
      left.push(
        `${found}\n  ${state === "running" ? "left alone: it still runs" : "left alone: nobody here can tell whether it still runs; add --force when it does not"}`,
      );
  };

  const place = environmentLockPlace(workspace, environment);
  const { files, path } = place;
  const holder = await readHolder(place);
  if (holder !== undefined) {
    const found = `environment "${environment}" is locked by ${describeOwner(holder)}`;
    takeLock(found, stateOf(holder), `remove ${files.locate(path)}`, () => files.remove(path));
  }
  for (const { id, layer, stack } of nodes) {
    const address = workspace.addressOf(layer, stack);
    for (const lock of await readStackLocks(workspace.backend, address.fullName)) {
      const found = `${id} is locked by ${describeOwner(lock.owner)}`;
      const command = `pulumi cancel --stack ${address.fullName}`;
      takeLock(found, lock.state, command, () => unlockStack(workspace.pulumi, address));
    }
    const deployed = await workspace.backend.read(address.fullName);
    const pending = deployed?.pending ?? [];
    if (pending.length === 0) continue;
    const ids = new Map(
      pending
        .map((operation) => operation.split(" ")[1] ?? "")
        .flatMap((urn): [string, string][] => {
          const id = adopted.get(urn);
          return id === undefined ? [] : [[urn, id]];
        }),
    );
    repairs.push({
      found: [
        `${id} has operations of which nobody knows the end:`,
        ...pending.map((operation) => `  - ${describePending(operation)} (${operation.split(" ")[1]})`),
      ].join("\n"),
      action:
        ids.size === 0
          ? `pulumi refresh --clear-pending-creates --stack ${address.fullName}: compares the stack with AWS and forgets the creations, so that the next update makes them; what does exist stays behind in AWS unless it is adopted with --adopt <urn>=<id>`
          : `pulumi stack import and pulumi refresh --clear-pending-creates --stack ${address.fullName}: adopts ${[...ids.values()].join(", ")} as made, and compares the stack with AWS`,
      run: () => clearPending(workspace.pulumi, address, ids),
    });
  }
  return { repairs, left };
}

async function confirm({ yes }: RepairOptions): Promise<void> {
  if (yes === true) return;
  if (!isTerminal()) {
    throw new UserError("the repair is not confirmed, expected --yes", {
      remedy: "add --yes; nothing was changed",
      exitCode: 1,
    });
  }
  if (!/^y(es)?$/i.test(await ask("repair this? (y/N) ")))
    throw new UserError("not confirmed; nothing was changed");
}

function parseAdopted(pairs: readonly string[]): Map<string, string> {
  return new Map(
    pairs.map((pair) => {
      const at = pair.lastIndexOf("=");
      if (at < 1 || !pair.startsWith("urn:")) {
        throw new UserError(`--adopt takes a resource's URN and its id, expected <urn>=<id>, got "${pair}"`, {
          remedy: "take the URN from the list that rollout repair prints",
        });
      }
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
