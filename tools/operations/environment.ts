import type { LayerOperations } from "../../shared/operations.ts";
import { UserError } from "../errors.ts";
import { suggest, type PlanNode } from "../plan.ts";
import type { Workspace } from "../workspace.ts";
import { describeStack, loadOperations, type StackOperations } from "./load.ts";

/** A deployed stack that can be operated. */
export interface OperableStack extends StackOperations {
  node: PlanNode;
}

/** What can be operated in one environment. */
export interface OperableEnvironment {
  environment: string;
  /** In rank order. */
  stacks: readonly OperableStack[];
  /** Stacks that could be operated if they were deployed. */
  absent: readonly string[];
}

/** One thing under its name, with the stack that it belongs to. */
export interface Found<T> {
  name: string;
  it: T;
  stack: OperableStack;
}

/** The kinds of things that layers offer by name. */
type NamedKind = "services" | "repositories" | "databases" | "secrets" | "addresses" | "logs";
type Named<K extends NamedKind> = NonNullable<NonNullable<LayerOperations[K]>[string]>;

/** Asks every layer of an environment that can be operated and is deployed. */
export async function readEnvironment(
  environment: string,
  nodes: readonly PlanNode[],
  { backend, addressOf }: Pick<Workspace, "backend" | "addressOf">,
): Promise<OperableEnvironment> {
  const found = await Promise.all(
    nodes.map(async (node) => {
      const operations = await loadOperations(node.layer);
      if (operations === undefined) return undefined;
      const deployed = await backend.read(addressOf(node.layer, node.stack).fullName);
      if (deployed?.exists !== true) return node.id;
      return { node, ...describeStack(operations, node.layer, node.stack, deployed.outputs) };
    }),
  );
  return {
    environment,
    stacks: found.filter((one) => typeof one === "object"),
    absent: found.filter((one) => typeof one === "string"),
  };
}

/** All things of one kind, in rank order. */
export function listAll<K extends NamedKind>({ stacks }: OperableEnvironment, kind: K): Found<Named<K>>[] {
  return stacks.flatMap((stack) =>
    Object.entries(stack.offers[kind] ?? {}).flatMap(([name, it]) =>
      it === undefined ? [] : [{ name, it: it as Named<K>, stack }],
    ),
  );
}

/**
 * The one thing that a person names: its name, or "<layer>/<name>" where two layers have one of that name.
 *
 * @param what it is called in messages, such as "service"
 * @throws UserError where there is none or more than one
 */
export function findOne<T>(
  environment: Pick<OperableEnvironment, "environment" | "absent">,
  what: string,
  all: readonly Found<T>[],
  wanted: string,
): Found<T> {
  const matches = all.filter(({ name, stack }) => isMeant(wanted, name, stack.node.layer.name));
  const [match, another] = matches;
  if (match !== undefined && another === undefined) return match;
  if (match !== undefined) {
    const whole = matches.map(({ name, stack }) => `${stack.node.layer.name}/${name}`);
    throw new UserError(`${what} "${wanted}" is ambiguous, expected one of ${whole.join(", ")}`, {
      remedy: `name the layer as well, such as ${whole[0]}`,
    });
  }
  const names = [...new Set(all.map(({ name }) => name))].sort();
  throw new UserError(
    `"${wanted}" is no ${what} of environment "${environment.environment}", expected ${names.length === 0 ? "none" : `one of ${names.join(", ")}`}` +
      describeAbsent(environment.absent),
    {
      remedy:
        suggest(wanted, names) ??
        (environment.absent.length > 0
          ? `bring up what is not deployed: rollout up --env ${environment.environment}`
          : `name one of them, or add it to the configuration of its layer`),
    },
  );
}

/** " (not deployed: 30-ecs/dev)" where anything is not. */
export function describeAbsent(absent: readonly string[]): string {
  return absent.length === 0 ? "" : ` (not deployed: ${absent.join(", ")})`;
}

function isMeant(wanted: string, name: string, layer: string): boolean {
  return (
    wanted === name || wanted === `${layer}/${name}` || wanted === `${layer.replace(/^\d+-/, "")}/${name}`
  );
}
