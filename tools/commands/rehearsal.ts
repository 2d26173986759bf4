import { join } from "node:path";
import { showValue } from "../engine-events.ts";
import { UserError } from "../errors.ts";
import { print } from "../output.ts";
import { selectNodes, type PlanNode } from "../plan.ts";
import { openProject, rehearsalFolder, type ProjectOptions } from "../project.ts";
import { editResource, findResource, resourcesOf, shortName } from "../rehearsal/console.ts";
import { hideSecrets } from "../rehearsal/property-values.ts";
import { openStore, type Store, type StoredResource } from "../rehearsal/store.ts";
import { printTable } from "../reporters/summary.ts";

export interface RehearsalOptions extends Omit<ProjectOptions, "rehearse" | "fresh"> {
  json?: boolean;
}

/** `rollout rehearsal list`: what is in the stand-in AWS, by layer. */
export async function listRehearsal(names: readonly string[], options: RehearsalOptions): Promise<number> {
  const { store, nodes } = await open(names, options);
  const everything = store.all();
  const found = nodes.flatMap(({ id, layer, stack }) =>
    resourcesOf(everything, layer.name, stack).map((resource) => ({ layer: id, resource })),
  );
  if (options.json === true) {
    const listed = found.map(({ layer, resource }) => ({ layer, ...describe(resource) }));
    print(JSON.stringify(listed, null, 2));
  } else if (found.length === 0) print("nothing is in the stand-in AWS");
  else {
    const rows = found.map(({ layer, resource }) => [layer, shortName(resource), resource.id]);
    printTable([["layer", "resource", "id"], ...rows]);
  }
  return 0;
}

/** `rollout rehearsal show`: one resource as AWS has it, secrets hidden. */
export async function showRehearsed(
  layer: string,
  resource: string,
  options: RehearsalOptions,
): Promise<number> {
  const { found } = await find(layer, resource, options);
  print(JSON.stringify(describe(found), null, 2));
  return 0;
}

/** `rollout rehearsal edit`: changes a resource behind the stacks' back, as somebody does in the console. */
export async function editRehearsed(
  layer: string,
  resource: string,
  changes: readonly string[],
  options: RehearsalOptions,
): Promise<number> {
  const { store, found, id } = await find(layer, resource, options);
  store.put(changes.reduce(editResource, found));
  print(`${shortName(found)} of ${id} is changed in the stand-in AWS: ${changes.join(", ")}`);
  return 0;
}

/** `rollout rehearsal delete`: deletes a resource behind the stacks' back, where AWS lets one. */
export async function deleteRehearsed(
  layer: string,
  resource: string,
  options: RehearsalOptions,
): Promise<number> {
  const { store, found, id } = await find(layer, resource, options);
  const { openCloud } = await import("../rehearsal/cloud.ts");
  const login = { account: found.account, region: found.region, defaultTags: {} };
  const name = found.urn.split("::").slice(3).join("::");
  try {
    await openCloud({ store }).delete({ ...found, login, name, olds: found.properties });
  } catch (error) {
    throw new UserError((error as Error).message, { exitCode: 1, cause: error });
  }
  print(`${shortName(found)} of ${id} is deleted in the stand-in AWS`);
  return 0;
}

async function open(
  names: readonly string[],
  options: RehearsalOptions,
): Promise<{ store: Store; nodes: readonly PlanNode[] }> {
  const { repository, plan, configuration } = await openProject({ ...options, rehearse: true });
  const folder = rehearsalFolder(repository, configuration, options.stateDir);
  return {
    store: openStore(join(folder, "aws")),
    nodes: selectNodes(plan, { names, includeShared: true }),
  };
}

async function find(
  layer: string,
  resource: string,
  options: RehearsalOptions,
): Promise<{ store: Store; found: StoredResource; id: string }> {
  const { store, nodes } = await open([layer], options);
  const everything = store.all();
  const own = nodes.flatMap((node) => resourcesOf(everything, node.layer.name, node.stack));
  return { store, found: findResource(own, resource), id: nodes.map(({ id }) => id).join(", ") };
}

function describe({ token, id, urn, account, region, properties, secretPaths }: StoredResource) {
  return {
    type: token,
    id,
    urn,
    account,
    region,
    properties: showValue(hideSecrets(properties, secretPaths)),
  };
}
