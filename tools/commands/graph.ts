import type { GraphFormat } from "./graph-formats.ts";
import { print } from "../output.ts";
import { readersIn, selectNodes, type Plan, type PlanNode } from "../plan.ts";
import { openProject, type ProjectOptions } from "../project.ts";

export interface GraphOptions extends ProjectOptions {
  format: GraphFormat;
}

/** `rollout graph`: who reads whom in one environment. */
export async function graph(names: readonly string[], options: GraphOptions): Promise<number> {
  const { plan } = await openProject(options);
  const nodes = selectNodes(plan, { names, includeShared: true, withUpstreams: true, withReaders: true });
  print(renderers[options.format]({ ...plan, nodes }));
  return 0;
}

const renderers: Record<GraphFormat, (plan: Plan) => string> = {
  text: renderText,
  mermaid: renderMermaid,
  dot: renderDot,
};

function renderText(plan: Plan): string {
  return plan.nodes
    .map((node) =>
      [
        node.id + (node.shared ? " (shared)" : ""),
        ...[
          ["reads", [...node.reads, ...node.unconfigured.map((id) => `${id} (no configuration here)`)]],
          ["is read by", readersIn(plan, node.id)],
        ].flatMap(([what, ids]) => (ids?.length === 0 ? [] : [`  ${what} ${(ids as string[]).join(", ")}`])),
      ].join("\n"),
    )
    .join("\n");
}

function renderMermaid(plan: Plan): string {
  const key = (node: PlanNode): string => `n${plan.nodes.indexOf(node)}`;
  return [
    "graph LR",
    ...plan.nodes.map((node) => `  ${key(node)}["${node.id}"]`),
    ...edges(plan).map(([from, to]) => `  ${key(from)} --> ${key(to)}`),
  ].join("\n");
}

function renderDot(plan: Plan): string {
  return [
    "digraph rollout {",
    "  rankdir=LR;",
    "  node [shape=box];",
    ...plan.nodes.map((node) => `  "${node.id}";`),
    ...edges(plan).map(([from, to]) => `  "${from.id}" -> "${to.id}";`),
    "}",
  ].join("\n");
}

/** Pairs of upstream and reader. */
function edges(plan: Plan): [PlanNode, PlanNode][] {
  return plan.nodes.flatMap((reader) =>
    plan.nodes
      .filter((upstream) => reader.reads.includes(upstream.id))
      .map((upstream): [PlanNode, PlanNode] => [upstream, reader]),
  );
}
