import type { RolloutCommandOptions } from "./commands/rollout.ts";
import { UserError } from "./errors.ts";
import type { Verb } from "./events.ts";
import { ask, isTerminal } from "./output.ts";
import type { PlanNode } from "./plan.ts";

/** Profiles whose loss hurts customers. */
const protectedProfiles = ["stage", "prod"];

/**
 * Asks before the real environment is changed.
 *
 * @throws UserError when nobody is there to ask and nothing on the command line says so, or the answer is no
 */
export async function confirmRollout(
  verb: Verb,
  environment: string,
  nodes: readonly PlanNode[],
  options: Pick<RolloutCommandOptions, "yes" | "confirm">,
): Promise<void> {
  if (verb === "destroy" && isProtected(environment, nodes)) return confirmByName(environment, options);
  if (options.yes === true) return;
  const what = `${verb} ${nodes.map(({ id }) => id).join(", ")}`;
  if (!isTerminal()) {
    throw new UserError(`"${verb}" of environment "${environment}" is not confirmed, expected --yes`, {
      remedy: `add --yes to: rollout ${what}`,
    });
  }
  if (!/^y(es)?$/i.test(await ask(`${what}? (y/N) `))) {
    throw new UserError("not confirmed; nothing was changed");
  }
}

async function confirmByName(environment: string, { confirm }: { confirm?: string }): Promise<void> {
  const typed =
    confirm ??
    (isTerminal()
      ? await ask(`This destroys the protected environment "${environment}". Type its name: `)
      : undefined);
  if (typed === environment) return;
  throw new UserError(
    `environment "${environment}" is protected and its destruction is not confirmed, expected --confirm ${environment}` +
      (typed === undefined ? "" : `, got "${typed}"`),
    { remedy: "nothing was changed; --yes is not enough here" },
  );
}

function isProtected(environment: string, nodes: readonly PlanNode[]): boolean {
  return (
    protectedProfiles.includes(environment) ||
    nodes.some(({ layer, stack }) =>
      protectedProfiles.includes(String(layer.stacks.get(stack)?.values["profile"])),
    )
  );
}
