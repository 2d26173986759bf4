import { closest, distance } from "fastest-levenshtein";
import { UserError } from "./errors.ts";
import type { Layer, Repository } from "./layers.ts";

/** One stack of one layer, as part of an environment. */
export interface PlanNode {
  /** "<layer>/<stack>". */
  id: string;
  layer: Layer;
  stack: string;
  /** Nodes of this plan that it reads. */
  reads: readonly string[];
  /** Stacks that it reads and for which this repository has no configuration. */
  unconfigured: readonly string[];
  /** Shared with other environments, such as the stack of the account: only here because something reads it. */
  shared: boolean;
}

/** The stacks of one environment, each after those it reads. */
export interface Plan {
  environment: string;
  nodes: readonly PlanNode[];
}

/** The environments that a repository has configuration for; stacks that are only read by others are not one. */
export function environmentsOf(repository: Repository): string[] {
  const pointedAt = new Set(
    repository.layers.flatMap((layer) =>
      [...layer.stacks].flatMap(([stack, { upstreams }]) =>
        Object.entries(upstreams)
          .filter(([, name]) => name !== stack)
          .map(([upstream, name]) => `${upstream}/${name}`),
      ),
    ),
  );
  const own = repository.layers.flatMap((layer) =>
    [...layer.stacks.keys()].filter((stack) => !pointedAt.has(`${layer.name}/${stack}`)),
  );
  return [...new Set(own)].sort();
}

/**
 * Plans one environment: each layer that has configuration for it, and the stacks of lower layers under other names
 * that these read. Who reads whom comes from the contracts and from the configuration key "upstreams", nowhere else.
 *
 * @throws UserError when no layer has configuration for the environment
 */
export function planEnvironment(repository: Repository, environment: string): Plan {
  const nodes = new Map<string, PlanNode>();
  const layers = new Map(repository.layers.map((layer) => [layer.name, layer]));
  for (const layer of repository.layers) {
    if (layer.stacks.has(environment)) visit(layer, environment, false);
  }
  if (nodes.size === 0) {
    const known = environmentsOf(repository);
    throw new UserError(
      `environment "${environment}" is not configured, expected ${known.length === 0 ? "a Pulumi.<environment>.yaml beside a layer's Pulumi.yaml" : `one of ${known.join(", ")}`}`,
      {
        remedy:
          suggest(environment, known) ??
          `write Pulumi.${environment}.yaml for its layers, or run: rollout init --env ${environment}`,
      },
    );
  }
  return { environment, nodes: sortByReads([...nodes.values()]) };

  function visit(layer: Layer, stack: string, shared: boolean): void {
    const id = `${layer.name}/${stack}`;
    if (nodes.has(id)) return;
    const reads: string[] = [];
    const unconfigured: string[] = [];
    for (const upstream of readsOf(layer, stack)) {
      const target = layers.get(upstream.layer);
      if (target?.stacks.has(upstream.stack)) {
        reads.push(`${upstream.layer}/${upstream.stack}`);
        visit(target, upstream.stack, shared || upstream.stack !== environment);
      } else {
        unconfigured.push(`${upstream.layer}/${upstream.stack}`);
      }
    }
    nodes.set(id, { id, layer, stack, reads, unconfigured, shared });
  }
}

/** The stacks that one stack reads by its contract and configuration. */
export function readsOf(layer: Layer, stack: string): { layer: string; stack: string }[] {
  const upstreams = layer.stacks.get(stack)?.upstreams ?? {};
  return [
    ...(layer.contract?.reads ?? []).map((read) => ({
      layer: read.layer,
      stack: upstreams[read.layer] ?? stack,
    })),
    ...(layer.contract?.optionalReads ?? []).flatMap((read) => {
      const named = upstreams[read.layer];
      return named === undefined ? [] : [{ layer: read.layer, stack: named }];
    }),
  ];
}

export interface Selection {
  /** Layers as a person names them: the name, its number, a part of it, or "<layer>/<stack>"; none means all. */
  names: readonly string[];
  withUpstreams?: boolean;
  withReaders?: boolean;
  /** Without names, also stacks that the environment shares with others. */
  includeShared: boolean;
}

/**
 * The nodes that a person means, in the plan's order.
 *
 * @throws UserError when a name fits no layer of the environment, or more than one
 */
export function selectNodes(plan: Plan, selection: Selection): PlanNode[] {
  const { names, withUpstreams = false, withReaders = false, includeShared } = selection;
  if (names.length === 0) return plan.nodes.filter(({ shared }) => includeShared || !shared);
  const chosen = new Set(names.flatMap((name) => findNodes(plan, name)).map(({ id }) => id));
  const ids = new Set(chosen);
  for (const id of chosen) {
    if (withUpstreams) closure(plan, id, upstreamsIn).forEach((upstream) => ids.add(upstream));
    if (withReaders) closure(plan, id, readersIn).forEach((reader) => ids.add(reader));
  }
  return plan.nodes.filter(({ id }) => ids.has(id));
}

/**
 * For each selected node the nearest selected nodes below it, also where the way to them leads over others. What is
 * below those is left to them, so that this grows with the plan and not with its square.
 */
export function waitsFor(plan: Plan, selected: readonly PlanNode[]): Map<string, string[]> {
  const chosen = new Set(selected.map(({ id }) => id));
  const position = new Map(plan.nodes.map(({ id }, index) => [id, index]));
  const nearest = new Map<string, string[]>();
  for (const { id, reads } of plan.nodes) {
    const below = new Set(reads.flatMap((read) => (chosen.has(read) ? [read] : (nearest.get(read) ?? []))));
    nearest.set(
      id,
      [...below].sort((one, other) => (position.get(one) ?? 0) - (position.get(other) ?? 0)),
    );
  }
  return new Map(selected.map(({ id }) => [id, nearest.get(id) ?? []]));
}

/** The same queue from the other end: for each node the ones that wait for it. */
export function reverseWaits(waits: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const reversed = new Map<string, string[]>([...waits.keys()].reverse().map((id) => [id, []]));
  for (const [id, before] of waits) before.forEach((other) => reversed.get(other)?.push(id));
  return reversed;
}

/** Nodes that read a node directly. */
export function readersIn(plan: Plan, id: string): readonly string[] {
  return plan.nodes.filter(({ reads }) => reads.includes(id)).map((node) => node.id);
}

function upstreamsIn(plan: Plan, id: string): readonly string[] {
  return plan.nodes.find((node) => node.id === id)?.reads ?? [];
}

function closure(plan: Plan, start: string, next: (plan: Plan, id: string) => readonly string[]): string[] {
  const found = new Set<string>();
  const pending = [start];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    for (const neighbour of next(plan, id)) {
      if (!found.has(neighbour)) pending.push(neighbour);
      found.add(neighbour);
    }
  }
  return plan.nodes.map(({ id }) => id).filter((id) => found.has(id));
}

/** A name may be a layer's, its number or a part of it, with or without "/<stack>". */
function findNodes(plan: Plan, name: string): PlanNode[] {
  const [wanted = "", stack] = name.split("/");
  const candidates = plan.nodes.filter((node) => stack === undefined || node.stack === stack);
  const found = [
    (layer: string) => layer === wanted,
    (layer: string) => layer.startsWith(`${wanted}-`),
    (layer: string) => wanted !== "" && layer.includes(wanted),
  ]
    .map((fits) => candidates.filter(({ layer }) => fits(layer.name)))
    .find((nodes) => nodes.length > 0);
  const layers = [...new Set((found ?? []).map(({ layer }) => layer.name))];
  if (found !== undefined && layers.length === 1) return found;
  if (layers.length > 1) {
    throw new UserError(`layer "${name}" is ambiguous, expected one of ${layers.join(", ")}`, {
      remedy: "write more of its name",
    });
  }
  const known = [...new Set(plan.nodes.map(({ layer }) => layer.name))];
  throw new UserError(
    `layer "${name}" does not exist in environment "${plan.environment}", expected one of ${known.join(", ")}`,
    { remedy: suggest(wanted, known) ?? "list the layers with: rollout list" },
  );
}

/** "did you mean" for a name that is nearly one of those known. */
export function suggest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const withoutNumber = (text: string) => text.replace(/^\d+-/, "").toLowerCase();
  const nearest = known.find(
    (candidate) => withoutNumber(candidate) === closest(withoutNumber(name), known.map(withoutNumber)),
  );
  if (nearest === undefined) return undefined;
  const far = distance(withoutNumber(name), withoutNumber(nearest));
  return far <= Math.max(2, Math.floor(withoutNumber(nearest).length / 3)) && far < name.length - 1
    ? `did you mean "${nearest}"?`
    : undefined;
}

function sortByReads(nodes: readonly PlanNode[]): PlanNode[] {
  const sorted = new Map<string, PlanNode>();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const place = (node: PlanNode, path: readonly string[]): void => {
    if (path.includes(node.id)) {
      throw new Error(`layers read each other in a circle: ${[...path, node.id].join(" -> ")}`);
    }
    for (const id of node.reads) {
      const upstream = byId.get(id);
      if (upstream !== undefined && !sorted.has(id)) place(upstream, [...path, node.id]);
    }
    sorted.set(node.id, node);
  };
  for (const node of nodes) if (!sorted.has(node.id)) place(node, []);
  return [...sorted.values()];
}
