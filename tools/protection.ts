import { settingsBeforeDestroy } from "../shared/config-schema.ts";
import type { DeployedStack, StoredResource } from "./backend.ts";
import { findSchema } from "./config-check.ts";
import type { PlanNode } from "./plan.ts";
import type { Workspace } from "./workspace.ts";

/** A deployed stack with those of its resources that cannot be deleted as they are. */
export interface KeptStack {
  node: PlanNode;
  resources: readonly StoredResource[];
}

/** How many resources of a stack are named. */
const named = 5;

/** The stacks of which something cannot be deleted, as their state says: a changed configuration counts once it is up. */
export function findKept(
  workspace: Pick<Workspace, "addressOf">,
  nodes: readonly PlanNode[],
  deployed: readonly DeployedStack[],
): KeptStack[] {
  const byName = new Map(deployed.map(({ fullName, contents }) => [fullName, contents]));
  return nodes
    .map((node) => {
      const contents = byName.get(workspace.addressOf(node.layer, node.stack).fullName) ?? [];
      return { node, resources: contents.filter((one) => one.isProtected || isProtectedByAws(one)) };
    })
    .filter(({ resources }) => resources.length > 0);
}

/** Databases, load balancers and user pools that AWS refuses to delete, whatever the engine says. */
function isProtectedByAws({ properties, isLeft }: StoredResource): boolean {
  const { deletionProtection, enableDeletionProtection } = properties;
  return (
    !isLeft && [deletionProtection, enableDeletionProtection].some((on) => on === true || on === "ACTIVE")
  );
}

export function describeKept({ node, resources }: KeptStack): string {
  const told = resources.slice(0, named).map(({ type, name }) => `${type} ${name}`);
  const more = resources.length - told.length;
  return `  - ${node.id}: ${told.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/**
 * What makes stacks deletable, step by step: their layers' own settings, an update, and last what no setting turns off,
 * which an update would turn on again.
 */
export async function unlockingSteps(
  workspace: Workspace,
  environment: string,
  kept: readonly KeptStack[],
): Promise<string[]> {
  const settings = await Promise.all(kept.map(describeSettings));
  const configured = kept.filter((_, index) => settings[index] !== undefined);
  const ids = configured.map(({ node }) => node.id).join(" ");
  const rehearsed = workspace.kind === "rehearsal" ? " --rehearse" : "";
  const locked = kept.filter(({ resources }) => resources.some(({ isProtected }) => isProtected));
  return [
    ...settings.filter((setting) => setting !== undefined),
    ...(configured.length === 0 ? [] : [`rollout up ${ids} --env ${environment}${rehearsed}`]),
    ...locked.map(({ node }) => unprotectCommand(workspace, node)),
  ];
}

async function describeSettings({ node, resources }: KeptStack): Promise<string | undefined> {
  const { id, layer, stack } = node;
  const schema = await findSchema(layer);
  const settings = schema === undefined ? [] : settingsBeforeDestroy(schema);
  if (settings.length > 0) {
    const values = settings.map(([key, value]) => `${layer.name}:${key}: ${String(value)}`);
    return `set ${values.join(", ")} in ${layer.stacks.get(stack)?.file}`;
  }
  return resources.some(isProtectedByAws)
    ? `turn off AWS's deletion protection in the program of ${id}`
    : undefined;
}

/** In a rehearsal with its own backend, since the same stack exists for real. */
function unprotectCommand({ kind, pulumi, addressOf }: Workspace, { layer, stack }: PlanNode): string {
  const { folder, fullName } = addressOf(layer, stack);
  const own = ["PULUMI_BACKEND_URL", "PULUMI_CONFIG_PASSPHRASE"].map(
    (name) => `${name}=${pulumi.env[name]} `,
  );
  return `cd ${folder} && ${kind === "rehearsal" ? own.join("") : ""}pulumi state unprotect --all --stack ${fullName}`;
}
