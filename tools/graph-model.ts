import type { FieldUse } from "./contract-readers.ts";
import type { Plan } from "./plan.ts";
import type { StackStatus } from "./stack-status.ts";

/** An environment as a graph: its stacks, and what each takes of another. */
export interface Graph {
  environment: string;
  nodes: GraphNode[];
  edges: GraphEdge[];
}

export interface GraphNode {
  /** "<layer>/<stack>". */
  id: string;
  /** Shared with other environments. */
  shared: boolean;
  /** Undefined where nobody could look. */
  status: StackStatus | undefined;
}

export interface GraphEdge {
  upstream: string;
  reader: string;
  /** The outputs that the reader's program takes, in order; empty where it only waits for the upstream. */
  fields: string[];
}

/** The graph of a plan. Outputs are taken by layers, so all stacks of a layer take the same. */
export function graphOf(
  plan: Plan,
  uses: readonly FieldUse[],
  statuses: readonly StackStatus[] | undefined,
): Graph {
  const layerOf = (id: string): string => id.split("/")[0] ?? id;
  return {
    environment: plan.environment,
    nodes: plan.nodes.map(({ id, shared }) => ({
      ...{ id, shared },
      status: statuses?.find((status) => status.id === id),
    })),
    edges: plan.nodes.flatMap((reader) =>
      plan.nodes
        .filter(({ id }) => reader.reads.includes(id))
        .map(({ id: upstream }) => {
          const taken = uses
            .filter((use) => use.producer === layerOf(upstream) && use.reader === reader.layer.name)
            .map(({ output }) => output);
          return { upstream, reader: reader.id, fields: [...new Set(taken)].sort() };
        }),
    ),
  };
}

/** What is known of a stack, in a few words. */
export function describeState(status: StackStatus | undefined): string {
  if (status === undefined) return "state unknown";
  const { state, resources, lastResult, pending } = status;
  if (state === "never deployed") return state;
  const open =
    pending.length === 0 ? "" : `, ${pending.length} operation${pending.length === 1 ? "" : "s"} open`;
  return `${state === "empty" ? "empty" : `${resources} resources`}, last ${lastResult}${open}`;
}

/** How a stack stands, as a class of the page's style. */
export function toneOf(status: StackStatus | undefined): "good" | "bad" | "warn" | "faint" {
  if (status === undefined || status.state !== "deployed") return "faint";
  if (status.lastResult?.endsWith(" failed") === true) return "bad";
  return status.pending.length > 0 || status.lastResult?.endsWith(" succeeded") !== true ? "warn" : "good";
}
